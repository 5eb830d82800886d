package org.diopter.views.directions;

import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.edit.AblateDirections;

/// How the chosen directions of a layer are changed, whichever they are.
///
/// @param mode what a component is replaced with
/// @param at at which positions
public record AblationSettings(Ablation mode, Positions at) {
    public static final AblationSettings INITIAL = new AblationSettings(Ablation.MEAN, Positions.ALL);

    static AblationSettings of(AblateDirections edit) {
        return new AblationSettings(edit.mode(), edit.at());
    }

    AblationSettings withMode(Ablation other) {
        return new AblationSettings(other, at);
    }

    AblationSettings withPositions(Positions others) {
        return new AblationSettings(mode, others);
    }
}
