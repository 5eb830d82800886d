package org.diopter.engine.lens.training;

/// The held-out divergence of one layer at one moment of a training.
///
/// @param seconds that the training has worked: pauses do not count, the work of an earlier process that it goes on from does
/// @param tokens positions that gradients were taken at
/// @param kl mean KL(final ‖ lens) over the held-out sample, nats, exact over all tokens
/// @param logitLensKl the same of the logit lens
public record CurvePoint(double seconds, long tokens, int layer, double kl, double logitLensKl) {}
