package org.diopter.engine.arch;

import java.util.Optional;
import org.diopter.model.checkpoint.TensorInfo;

/// A normalisation of the last axis.
///
/// @param kind which
/// @param epsilon added to the variance (mean square for RMS)
/// @param weight [width], multiplied last
/// @param bias [width], added last; only layer norms have one
public record Norm(Kind kind, double epsilon, TensorInfo weight, Optional<TensorInfo> bias) {
    /// How it normalises.
    public enum Kind {
        /// (x − mean) / √(variance + ε).
        LAYER,
        /// x / √(mean square + ε).
        RMS
    }
}
