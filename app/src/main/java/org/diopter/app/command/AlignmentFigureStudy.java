package org.diopter.app.command;

import java.util.List;
import java.util.stream.Collectors;

/// How far answers of lenses to a changed state point where the model's does, layer by layer, as a line a lens.
///
/// @param lenses at least one
/// @param states how many tokens are changed, one at a time
/// @param directions how many causal directions of each layer span what is changed; 0 for the update of the block below
record AlignmentFigureStudy(
        ModelReference model, List<LensReference> lenses, StudyText text, int states, int directions, Paper paper, EngineChoice engine)
        implements FigureStudy {
    AlignmentFigureStudy {
        lenses = List.copyOf(lenses);
        if (lenses.isEmpty()) {
            throw new IllegalArgumentException("no lens");
        }
    }

    @Override
    public FigureSource source() {
        FigureSource read = FigureSource.of(text, states);
        String names = lenses.stream().map(LensReference::name).collect(Collectors.joining(", "));
        return new FigureSource(names, lenses.getLast().sha256(), read.text(), read.tokens());
    }

    @Override
    public AlignmentFigureStudy with(EngineChoice other) {
        return new AlignmentFigureStudy(model, lenses, text, states, directions, paper, other);
    }
}
