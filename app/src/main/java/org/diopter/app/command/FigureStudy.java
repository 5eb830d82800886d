package org.diopter.app.command;

/// What a picture shows.
sealed interface FigureStudy extends RecordedStudy permits TrajectoryFigureStudy, CurvesFigureStudy, AttentionFigureStudy {
    ModelReference model();

    Input input();

    Paper paper();

    @Override
    FigureStudy with(EngineChoice other);
}
