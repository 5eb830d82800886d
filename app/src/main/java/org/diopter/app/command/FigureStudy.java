package org.diopter.app.command;

/// What a picture shows.
sealed interface FigureStudy extends RecordedStudy permits PassFigureStudy, LensTrainingFigureStudy {
    Paper paper();

    /// The unit of its logarithms.
    default String unit() {
        return "nats";
    }

    @Override
    FigureStudy with(EngineChoice other);
}
