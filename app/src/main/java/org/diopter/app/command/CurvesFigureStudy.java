package org.diopter.app.command;

import java.util.List;

/// Probability and rank of some tokens by layer.
///
/// @param edits what is changed in the model, and what that is compared with
/// @param layers the layers that are read; empty for all
/// @param position after which the tokens are predicted
/// @param track ids of the tokens; empty for those that were top-1 at any layer, at most five
record CurvesFigureStudy(
        ModelReference model,
        Input input,
        LensReference lens,
        EditChoice edits,
        List<Integer> layers,
        int position,
        List<Integer> track,
        Paper paper,
        EngineChoice engine)
        implements PromptFigureStudy {
    CurvesFigureStudy {
        layers = List.copyOf(layers);
        track = List.copyOf(track);
    }

    @Override
    public FigureSource source() {
        return FigureSource.of(input, lens);
    }

    @Override
    public CurvesFigureStudy with(EngineChoice other) {
        return new CurvesFigureStudy(model, input, lens, edits, layers, position, track, paper, other);
    }
}
