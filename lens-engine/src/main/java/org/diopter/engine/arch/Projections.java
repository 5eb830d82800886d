package org.diopter.engine.arch;

/// How queries, keys and values come from the normalised stream.
public sealed interface Projections {
    /// Three matrices.
    record Separate(Linear query, Linear key, Linear value) implements Projections {}

    /// One matrix.
    ///
    /// @param query which of its outputs are queries, head after head
    /// @param key likewise
    /// @param value likewise
    record Fused(Linear all, Outputs query, Outputs key, Outputs value) implements Projections {
        /// All queries, then all keys, then all values (GPT-2, Phi-3).
        ///
        /// @param queries heads × D
        /// @param keys key/value heads × D
        static Fused inParts(Linear all, long queries, long keys) {
            return new Fused(all, Outputs.run(0, queries), Outputs.run(queries, keys), Outputs.run(queries + keys, keys));
        }

        /// Head after head, each with its query, its key and its value (GPT-NeoX, BLOOM).
        static Fused byHead(Linear all, int heads, int headWidth) {
            long stride = 3L * headWidth;
            return new Fused(
                    all,
                    new Outputs(0, headWidth, stride, heads),
                    new Outputs(headWidth, headWidth, stride, heads),
                    new Outputs(2L * headWidth, headWidth, stride, heads));
        }
    }
}
