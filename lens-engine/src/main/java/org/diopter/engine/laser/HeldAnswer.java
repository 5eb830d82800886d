package org.diopter.engine.laser;

/// What a model answers one question with.
///
/// @param top the likeliest next tokens, best first. Not to be modified
/// @param logProbabilities of these, in nats. Not to be modified
/// @param right the first token of the right answer
/// @param kind of the likeliest
/// @param cosine between the rows of the unembedding of the likeliest and of the right token, −1 to 1
@SuppressWarnings("ArrayRecordComponent")
public record HeldAnswer(int[] top, double[] logProbabilities, int right, AnswerKind kind, double cosine) {}
