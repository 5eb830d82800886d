package org.diopter.engine.causal;

/// What basis is wanted of a model's layer.
///
/// @param layer the state, from 0 to L
/// @param directions K
/// @param ablation what components are replaced with
/// @param states N, how many states are looked at
/// @param restarts further searches a direction, from random starts
/// @param seed of starts and of the donors of [Ablation#RESAMPLE]
public record BasisPlan(int layer, int directions, Ablation ablation, int states, int restarts, long seed) {
    BasisExtraction.Request request() {
        return BasisExtraction.Request.of(directions, seed).withRestarts(restarts);
    }
}
