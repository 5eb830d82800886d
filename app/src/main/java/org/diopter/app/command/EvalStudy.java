package org.diopter.app.command;

/// The scores of a lens over a text.
///
/// @param sequenceLength tokens of the sequences that text is cut into
/// @param transfer whether each translator is also tried on the states of every other layer
/// @param covariance whether the covariances of the stream are compared
/// @param unit of logarithms: `nats` or `bits`
record EvalStudy(
        ModelReference model, LensReference lens, StudyText text, int sequenceLength, boolean transfer, boolean covariance, String unit, EngineChoice engine)
        implements RecordedStudy {
    EvalStudy {
        FigureWords.unit(unit);
    }

    @Override
    public EvalStudy with(EngineChoice other) {
        return new EvalStudy(model, lens, text, sequenceLength, transfer, covariance, unit, other);
    }
}
