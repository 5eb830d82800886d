package org.diopter.engine.lens.training;

/// The held-out divergence of one layer at one moment of a training.
///
/// @param seconds since the training began, pauses and earlier processes included and excluded: only time that was worked counts
/// @param tokens positions that gradients were taken at
/// @param kl mean KL(final ‖ lens) over the held-out sample, nats, exact over all tokens
/// @param logitLensKl the same of the logit lens
public record CurvePoint(double seconds, long tokens, int layer, double kl, double logitLensKl) {}
