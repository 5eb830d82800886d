package org.diopter.model.tokenizer;

/// A text as tokens, each with its place in the text.
///
/// @param tokens the ids, with the special tokens that the tokenizer adds by itself
/// @param starts per token, the index of its first `char` in the text (UTF-16, as `String.substring` counts)
/// @param ends per token, the index after its last `char`; equal to the start for a token that stands for no text
@SuppressWarnings("ArrayRecordComponent")
public record Encoding(TokenSequence tokens, int[] starts, int[] ends) {}
