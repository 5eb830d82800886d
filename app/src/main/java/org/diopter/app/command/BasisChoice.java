package org.diopter.app.command;

import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// Which basis of causal directions is meant.
///
/// @param mode `mean`, `zero` or `resample`
/// @param states how many are taken of the text
/// @param restarts further searches a direction, from random starts
/// @param text or null where states are given
/// @param statesFile a safetensors file with `states` [N, d], or null
record BasisChoice(
        LensReference lens,
        int layer,
        int directions,
        String mode,
        int states,
        int restarts,
        @Nullable StudyText text,
        @Nullable FileReference statesFile) {
    BasisChoice {
        requireMode(mode);
        if ((text == null) == (statesFile == null)) {
            throw new IllegalArgumentException("neither text nor states, or both");
        }
    }

    /// @throws IllegalArgumentException if there is no such mode of ablation
    static void requireMode(String mode) {
        try {
            Ablation.of(mode);
        } catch (UnusableInputException e) {
            throw new IllegalArgumentException("'%s' is none of mean, zero, resample".formatted(mode), e);
        }
    }

    /// The same at another layer.
    BasisChoice at(int other) {
        return new BasisChoice(lens, other, directions, mode, states, restarts, text, statesFile);
    }

    BasisPlan plan(long seed) {
        return new BasisPlan(layer, directions, Ablation.of(mode), states, restarts, seed);
    }
}
