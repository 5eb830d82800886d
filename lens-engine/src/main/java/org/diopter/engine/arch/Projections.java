package org.diopter.engine.arch;

/// How queries, keys and values come from the normalised stream.
public sealed interface Projections {
    /// Three matrices.
    record Separate(Linear query, Linear key, Linear value) implements Projections {}

    /// One matrix whose outputs are all queries, then all keys, then all values (GPT-2's `c_attn`).
    record Fused(Linear queryKeyValue) implements Projections {}
}
