package org.diopter.engine.lens.training;

import org.diopter.engine.runtime.FloatTensor;

/// The parameters of one layer's translator in training, t = h + V x + c, or a gradient of the same form.
///
/// @param weight V, [d, d], row = output
/// @param bias c, [d]
record Parameters(FloatTensor weight, FloatTensor bias) {
    static Parameters zeros(int width) {
        return new Parameters(FloatTensor.zeros(width, width), FloatTensor.zeros(width));
    }

    /// Whether every number is one.
    boolean finite() {
        return weight.firstNotFinite() < 0 && bias.firstNotFinite() < 0;
    }

    Parameters copy() {
        return new Parameters(weight.copy(), bias.copy());
    }

    /// Takes another's values.
    void set(Parameters other) {
        weight.copyFrom(other.weight, 0, 0, weight.elements());
        bias.copyFrom(other.bias, 0, 0, bias.elements());
    }
}
