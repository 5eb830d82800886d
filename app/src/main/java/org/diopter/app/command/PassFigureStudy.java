package org.diopter.app.command;

/// What a picture shows of a pass over a prompt.
sealed interface PassFigureStudy extends FigureStudy permits TrajectoryFigureStudy, CurvesFigureStudy, AttentionFigureStudy, DepthStripFigureStudy {
    ModelReference model();

    Input input();

    /// Through which lens the stream is read; the logit lens where it is not read at all.
    LensReference lens();

    @Override
    PassFigureStudy with(EngineChoice other);
}
