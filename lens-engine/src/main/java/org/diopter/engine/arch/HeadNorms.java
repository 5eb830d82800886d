package org.diopter.engine.arch;

import java.util.List;

/// Norms of queries and keys, applied after the projection and before the rotation.
public sealed interface HeadNorms {
    /// Every head by itself, all with the same weight of [D] (Qwen 3, Gemma 3).
    record Shared(Norm query, Norm key) implements HeadNorms {}

    /// Every head by itself, each with a weight of its own of [D] (StableLM 2 12B).
    ///
    /// @param query one a query head
    /// @param key one a key/value head
    record Own(List<Norm> query, List<Norm> key) implements HeadNorms {
        public Own {
            query = List.copyOf(query);
            key = List.copyOf(key);
        }
    }

    /// All heads together, over the whole width [heads × D] (OLMo 2).
    record Together(Norm query, Norm key) implements HeadNorms {}
}
