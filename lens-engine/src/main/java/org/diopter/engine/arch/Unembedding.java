package org.diopter.engine.arch;

/// How the stream that leaves the last block becomes logits; the logit lens applies the same to every layer.
///
/// @param norm the final norm
/// @param head [vocabulary, width]
/// @param tied whether the head's matrix is the embedding's
public record Unembedding(Norm norm, Linear head, boolean tied) {}
