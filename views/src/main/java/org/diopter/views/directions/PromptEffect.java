package org.diopter.views.directions;

import java.util.List;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.kit.FactGrid.Fact;

/// What the chosen directions do to the prompt.
///
/// @param title which edits: `edit 2 alone`
/// @param grid B − A
/// @param facts numbers at the selected position, four
public record PromptEffect(String title, TrajectoryFigure grid, List<Fact> facts) {
    public PromptEffect {
        facts = List.copyOf(facts);
    }
}
