package org.diopter.engine;

import java.util.List;

/// How much of a study's trajectory is read, and what first. It changes no number, only which are known.
///
/// @param layers the layers to read; empty for all. The model's output is read in any case
/// @param topK how many top tokens of each cell are kept, at least 1
/// @param tracked ids whose log-probability is kept in every cell, beside those that were top-1 in their column
/// @param first the position whose column is read first
/// @param changedOnly whether, of an edited study, only the layers that the edits can change need to be read: those below are taken from the model as it is
///     where that has been read, and what refers to the output (KL, rank of the final top-1, Jensen–Shannon, total variation) is NaN in them,
///     as is the change by layer of the first layer above. For sliders
/// @param firstOnly whether of all positions only the first is wanted. Another one is read with it, for the sake of its last digit: products of one row are
///     rounded in another way
public record Reading(List<Integer> layers, int topK, List<Integer> tracked, int first, boolean changedOnly, boolean firstOnly) {
    public Reading {
        layers = List.copyOf(layers);
        tracked = List.copyOf(tracked);
        if (topK < 1) {
            throw new IllegalArgumentException("topK " + topK + " is less than 1");
        }
    }

    /// Of all layers asked for, whatever the study.
    public Reading(List<Integer> layers, int topK, List<Integer> tracked, int first) {
        this(layers, topK, tracked, first, false, false);
    }

    /// Of all positions.
    public Reading(List<Integer> layers, int topK, List<Integer> tracked, int first, boolean changedOnly) {
        this(layers, topK, tracked, first, changedOnly, false);
    }

    /// The same of what edits can change alone.
    public Reading ofChanges() {
        return new Reading(layers, topK, tracked, first, true, firstOnly);
    }

    /// The same of the first position alone.
    public Reading ofFirst() {
        return new Reading(layers, topK, tracked, first, changedOnly, true);
    }

    /// Every layer, the ten top tokens, the last position first.
    public static Reading everything(int positions) {
        return new Reading(List.of(), 10, List.of(), positions - 1);
    }
}
