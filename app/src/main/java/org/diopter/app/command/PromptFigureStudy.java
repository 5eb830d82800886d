package org.diopter.app.command;

/// What a picture of one prompt shows.
sealed interface PromptFigureStudy extends FigureStudy permits TrajectoryFigureStudy, CurvesFigureStudy, AttentionFigureStudy, DepthStripFigureStudy, EvictionFigureStudy {
    Input input();

    EditChoice edits();

    @Override
    default String changes() {
        return edits().inWords();
    }

    @Override
    default String policy() {
        return edits().policyInWords();
    }

    @Override
    PromptFigureStudy with(EngineChoice other);
}
