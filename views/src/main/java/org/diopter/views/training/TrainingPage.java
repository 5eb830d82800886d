package org.diopter.views.training;

/// The two halves of the lens view.
public enum TrainingPage {
    TRAINING,
    JUDGING
}
