package org.diopter.engine.cache.less;

import java.util.List;

/// The kernels of one block after their training.
///
/// @param kernel of the best epoch
/// @param baselines what the held-out error is without kernels
/// @param curve every epoch
/// @param heldOut the error of the best epoch
/// @param complete whether all epochs were run
public record TrainedKernels(
        BlockKernel kernel, LessTraining.Baselines baselines, List<TrainingState.Epoch> curve, double heldOut, boolean complete) {
    public TrainedKernels {
        curve = List.copyOf(curve);
    }
}
