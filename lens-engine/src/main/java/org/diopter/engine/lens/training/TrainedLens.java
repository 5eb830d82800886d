package org.diopter.engine.lens.training;

import java.util.List;
import org.diopter.engine.lens.Lens;

/// What a training gave: at each layer the translator with the least held-out divergence that was ever measured, which is the identity where none
/// was better than the logit lens.
///
/// @param end why the training ended
/// @param curve every measurement, in time
/// @param best of each trained layer, the held-out divergence of the translator in the lens
public record TrainedLens(Lens lens, End end, List<CurvePoint> curve, List<CurvePoint> best) {
    public TrainedLens {
        curve = List.copyOf(curve);
        best = List.copyOf(best);
    }

    /// Why a training ended.
    public sealed interface End {
        /// All steps were taken.
        record Finished() implements End {}

        /// The held-out divergence hardly fell any more.
        record Levelled(int step) implements End {}

        /// Its time was over.
        record TimedOut(int step) implements End {}

        /// It was stopped.
        record Stopped(int step) implements End {}

        /// A loss or a parameter was not finite, or a layer went far above the logit lens.
        ///
        /// @param layer whose
        /// @param kept the last step that was measured as good
        record Diverged(int step, int layer, int kept) implements End {
            /// For people, with the code D-303.
            public String sentence() {
                return "Training stopped at step %d: the loss of layer %d is not finite or has grown past the logit lens's. Step %d was kept."
                        .formatted(step, layer, kept);
            }
        }
    }
}
