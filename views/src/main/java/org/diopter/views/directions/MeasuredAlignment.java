package org.diopter.views.directions;

import java.util.List;
import org.diopter.views.figure.Provenance;

/// The alignment of lenses with the open model, layer by layer.
///
/// @param lenses at least one
/// @param last L
/// @param provenance where the numbers come from
public record MeasuredAlignment(List<LensAlignment> lenses, int last, Provenance provenance) {
    public MeasuredAlignment {
        lenses = List.copyOf(lenses);
    }
}
