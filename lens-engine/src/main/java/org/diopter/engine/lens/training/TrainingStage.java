package org.diopter.engine.lens.training;

/// What a training is at.
public enum TrainingStage {
    /// The logit lens is measured, which every layer is to beat.
    LOGIT_LENS,
    /// States are gathered for the least squares.
    MOMENTS,
    /// The least squares are solved, layer by layer.
    LEAST_SQUARES,
    /// A step's gradients are added up.
    STEP,
    /// The held-out divergence is measured.
    MEASUREMENT
}
