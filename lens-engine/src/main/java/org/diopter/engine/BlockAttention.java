package org.diopter.engine;

import org.diopter.model.tokenizer.TokenSequence;

/// The attention probabilities of one block.
///
/// @param tokens what the model read
/// @param block the block, from 0
/// @param heads how many query heads
/// @param probabilities [heads, T, T]: row = query, column = key; exact zeros where the mask forbids. Not to be modified
@SuppressWarnings("ArrayRecordComponent")
public record BlockAttention(TokenSequence tokens, int block, int heads, float[] probabilities) {
    /// The share of head `head`'s attention that the query at position `query` gives to the key at position `key`.
    public float probability(int head, int query, int key) {
        int t = tokens.length();
        return probabilities[(head * t + query) * t + key];
    }
}
