package org.diopter.app.command;

/// The scores of a lens over a text.
///
/// @param transfer whether each translator is also tried on the states of every other layer
/// @param covariance whether the covariances of the stream are compared
/// @param unit of logarithms: `nats` or `bits`
record EvalStudy(
        ModelReference model, LensReference lens, TextReference text, boolean transfer, boolean covariance, String unit, EngineChoice engine)
        implements RecordedStudy {
    EvalStudy {
        FigureWords.unit(unit);
    }

    @Override
    public EvalStudy with(EngineChoice other) {
        return new EvalStudy(model, lens, text, transfer, covariance, unit, other);
    }
}
