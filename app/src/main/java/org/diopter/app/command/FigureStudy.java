package org.diopter.app.command;

/// What a picture shows.
sealed interface FigureStudy extends RecordedStudy
        permits TrajectoryFigureStudy, CurvesFigureStudy, AttentionFigureStudy, BasisFigureStudy, FidelityFigureStudy {
    ModelReference model();

    FigureSource source();

    Paper paper();

    @Override
    FigureStudy with(EngineChoice other);
}
