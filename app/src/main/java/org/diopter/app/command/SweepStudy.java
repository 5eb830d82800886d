package org.diopter.app.command;

/// Every combination of some data, edits, policies and lenses.
///
/// @param unit of logarithms: `nats` or `bits`
record SweepStudy(ModelReference model, SweepChoice sweep, String unit, EngineChoice engine) implements RecordedStudy {
    SweepStudy {
        FigureWords.unit(unit);
    }

    @Override
    public SweepStudy with(EngineChoice other) {
        return new SweepStudy(model, sweep, unit, other);
    }
}
