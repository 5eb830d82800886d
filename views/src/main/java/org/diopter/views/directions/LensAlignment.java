package org.diopter.views.directions;

import java.util.List;
import org.diopter.engine.causal.Alignment;

/// How one lens's answers to changed states point where the model's do.
///
/// @param lens for people
/// @param layers one a layer, ascending
public record LensAlignment(String lens, List<Alignment> layers) {
    public LensAlignment {
        layers = List.copyOf(layers);
    }
}
