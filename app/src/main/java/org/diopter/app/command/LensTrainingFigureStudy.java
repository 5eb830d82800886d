package org.diopter.app.command;

/// The held-out divergence of every layer in a training.
///
/// @param training the `training.json` of the training
/// @param show `curves` or `layers`
/// @param unit of divergences: `nats` or `bits`
record LensTrainingFigureStudy(FileReference training, String show, String unit, Paper paper, EngineChoice engine) implements FigureStudy {
    static final String CURVES = "curves";
    static final String LAYERS = "layers";

    LensTrainingFigureStudy {
        FigureWords.unit(unit);
        requireShow(show);
    }

    /// @throws IllegalArgumentException if it is neither `curves` nor `layers`
    static void requireShow(String show) {
        if (!show.equals(CURVES) && !show.equals(LAYERS)) {
            throw new IllegalArgumentException("'" + show + "' is none of curves, layers");
        }
    }

    @Override
    public LensTrainingFigureStudy with(EngineChoice other) {
        return new LensTrainingFigureStudy(training, show, unit, paper, other);
    }
}
