package org.diopter.engine.lens.judging;

/// How well a lens reads one layer, over a text; natural logarithms.
///
/// @param crossEntropy mean −log q[next token], over positions that have a next token
/// @param entropy mean −Σ q log q
/// @param kl mean KL(final ‖ lens)
/// @param biasKl KL between the distributions averaged over all positions, KL(mean final ‖ mean lens): what the lens prefers without looking
/// @param agreement share of positions whose top-1 is the final one
public record Scores(double crossEntropy, double entropy, double kl, double biasKl, double agreement) {}
