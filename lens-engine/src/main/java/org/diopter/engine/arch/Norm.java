package org.diopter.engine.arch;

import java.util.Optional;
import org.diopter.model.checkpoint.TensorInfo;

/// A normalisation of the last axis.
///
/// @param kind which
/// @param epsilon added to the variance (mean square for RMS)
/// @param width of the axis
/// @param weight [width], multiplied last; a norm without one multiplies by 1
/// @param bias [width], added last; only layer norms have one
public record Norm(Kind kind, double epsilon, int width, Optional<TensorInfo> weight, Optional<TensorInfo> bias) {
    /// How it normalises.
    public enum Kind {
        /// (x − mean) / √(variance + ε) · w + b.
        LAYER,
        /// x / √(mean square + ε) · w.
        RMS,
        /// x / √(mean square + ε) · (1 + w), as Gemma does.
        RMS_ONE_PLUS
    }
}
