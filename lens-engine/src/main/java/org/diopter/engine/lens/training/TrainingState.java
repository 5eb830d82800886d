package org.diopter.engine.lens.training;

import java.util.List;
import java.util.Optional;

/// What a training must remember to go on in another process.
sealed interface TrainingState {
    /// That it has worked.
    double seconds();

    /// Before its first step.
    ///
    /// @param logitLens how far the measurement of the logit lens is
    /// @param start how far the least squares are; nothing if they have not begun
    record Starting(double seconds, LayerWalk logitLens, Optional<LeastSquares> start) implements TrainingState {}

    /// In its steps.
    ///
    /// @param step how many are done
    /// @param curve every measurement that is done
    /// @param gradient how far the next step's gradients are, which are added up in the layers
    /// @param measurement how far the measurement after the last step is
    record Stepping(
            double seconds, int step, long tokens, List<LayerTraining> layers, List<CurvePoint> curve, LayerWalk gradient, LayerWalk measurement)
            implements TrainingState {}
}
