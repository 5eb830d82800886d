package org.diopter.app.command;

/// What a picture shows.
<<<<<<< HEAD
sealed interface FigureStudy extends RecordedStudy permits PassFigureStudy, LensTrainingFigureStudy {
    Paper paper();

    /// The unit of its logarithms.
    default String unit() {
        return "nats";
=======
sealed interface FigureStudy extends RecordedStudy
        permits PromptFigureStudy, BasisFigureStudy, FidelityFigureStudy, SpectrumFigureStudy, SearchFigureStudy {
    ModelReference model();

    FigureSource source();

    Paper paper();

    /// What is changed in the model, in the words of provenance; `none` if nothing is.
    default String changes() {
        return EditChoice.AS_IT_IS;
>>>>>>> main
    }

    @Override
    FigureStudy with(EngineChoice other);
}
