package org.diopter.engine.arch;

import java.util.Optional;

/// A block's attention.
///
/// @param projections to queries, keys and values
/// @param norms of queries and keys, before they are rotated
/// @param rotary rotation of queries and keys, where positions enter so; blocks of one model may have different ones
/// @param scores from queries and keys to probabilities
/// @param output from the heads' results back to the stream
public record Attention(Projections projections, Optional<HeadNorms> norms, Optional<Rotary> rotary, Scores scores, Linear output) {
    /// How many keys, itself included, a query sees; 0 for all before it.
    public int window() {
        return scores.window();
    }
}
