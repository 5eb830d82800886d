package org.diopter.app.command;

/// What a picture of one prompt shows.
sealed interface PromptFigureStudy extends FigureStudy permits TrajectoryFigureStudy, CurvesFigureStudy, AttentionFigureStudy {
    Input input();

    EditChoice edits();

    @Override
    default String changes() {
        return edits().inWords();
    }

    @Override
    PromptFigureStudy with(EngineChoice other);
}
