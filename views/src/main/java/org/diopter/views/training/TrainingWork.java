package org.diopter.views.training;

import org.diopter.engine.lens.training.TrainingStage;

/// What a training is at.
///
/// @param share of the stage that is done, 0 to 1
public record TrainingWork(TrainingStage stage, double share) {}
