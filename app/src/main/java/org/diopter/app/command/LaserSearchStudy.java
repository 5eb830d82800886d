package org.diopter.app.command;

/// A search for reductions that help a model at a task.
///
/// @param unit of logarithms: `nats` or `bits`
record LaserSearchStudy(ModelReference model, SearchChoice search, String unit, EngineChoice engine) implements RecordedStudy {
    LaserSearchStudy {
        FigureWords.unit(unit);
    }

    @Override
    public LaserSearchStudy with(EngineChoice other) {
        return new LaserSearchStudy(model, search, unit, other);
    }
}
