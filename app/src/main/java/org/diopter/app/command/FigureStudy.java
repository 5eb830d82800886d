package org.diopter.app.command;

/// What a picture shows.
sealed interface FigureStudy extends RecordedStudy
        permits PromptFigureStudy, BasisFigureStudy, FidelityFigureStudy, FidelityByLayerFigureStudy, AlignmentFigureStudy, LensTrainingFigureStudy, PolicyFigureStudy, HeadPoliciesFigureStudy, SpectrumFigureStudy, SearchFigureStudy, HeldFigureStudy {
    ModelReference model();

    FigureSource source();

    Paper paper();

    /// What is changed in the model, in the words of provenance; `none` if nothing is.
    default String changes() {
        return EditChoice.AS_IT_IS;
    }

    /// What stays in the caches, in the words of provenance; `none` if everything does.
    default String policy() {
        return EditChoice.AS_IT_IS;
    }

    @Override
    FigureStudy with(EngineChoice other);
}
