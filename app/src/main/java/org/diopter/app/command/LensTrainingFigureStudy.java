package org.diopter.app.command;

/// The held-out divergence of every layer in a training.
///
/// @param model that was trained for
/// @param lens that was trained
/// @param training the `training.json` of the training
/// @param show `curves` or `layers`
/// @param unit of divergences: `nats` or `bits`
record LensTrainingFigureStudy(
        ModelReference model, LensReference lens, FileReference training, String show, String unit, Paper paper, EngineChoice engine)
        implements FigureStudy {
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
    public FigureSource source() {
        return new FigureSource(lens.name(), lens.sha256(), "the training in %s (sha256 %.8s)".formatted(training.path(), training.sha256()), 0);
    }

    @Override
    public LensTrainingFigureStudy with(EngineChoice other) {
        return new LensTrainingFigureStudy(model, lens, training, show, unit, paper, other);
    }
}
