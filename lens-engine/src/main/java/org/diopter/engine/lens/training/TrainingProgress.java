package org.diopter.engine.lens.training;

/// How far a training is.
///
/// @param seconds that it has worked
/// @param steps how many it will take if nothing ends it sooner
/// @param tokens positions that gradients were taken at
/// @param secondsLeft about, until the end
/// @param loss mean over layers of the KL that the last step saw, nats; an estimate where the recipe looks at chosen tokens only
public record TrainingProgress(double seconds, int step, int steps, long tokens, double tokensPerSecond, double secondsLeft, double loss) {}
