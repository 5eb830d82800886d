package org.diopter.app.command;

/// A search for reductions that help a model at a task.
record LaserSearchStudy(ModelReference model, SearchChoice search, EngineChoice engine) implements RecordedStudy {
    @Override
    public LaserSearchStudy with(EngineChoice other) {
        return new LaserSearchStudy(model, search, other);
    }
}
