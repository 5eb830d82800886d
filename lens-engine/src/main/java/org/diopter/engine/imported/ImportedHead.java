package org.diopter.engine.imported;

import java.util.Optional;
import java.util.OptionalDouble;
import org.diopter.engine.arch.Linear;

/// A graph's read-out as a formula: logits z = cap((W (γ ⊙ C t)) / σ(t) + W β + k), where C takes the mean away or changes nothing, σ² is the mean square of
/// C t plus ε, and cap is x ↦ c tanh(x / c) or nothing.
///
/// @param centred whether C takes the mean away
/// @param epsilon ε
/// @param scale γ, [d]
/// @param shift β, [d]
/// @param bias k, [V], or nothing
/// @param softCap c, or nothing
/// @param head W
@SuppressWarnings("ArrayRecordComponent")
public record ImportedHead(
        boolean centred, double epsilon, float[] scale, float[] shift, Optional<float[]> bias, OptionalDouble softCap, Linear head) {}
