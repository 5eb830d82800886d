package org.diopter.app.settings;

import org.diopter.views.training.TrainingForm;

/// A training that has begun and of whose end nothing is known: it runs, or the program ended before it.
///
/// @param model the SHA-256 of the model's weights
/// @param form what was to be trained
public record BrokenOffTraining(String model, TrainingForm form) {}
