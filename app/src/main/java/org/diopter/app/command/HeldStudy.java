package org.diopter.app.command;

/// What the components that a reduction removes held.
record HeldStudy(ModelReference model, HeldChoice held, EngineChoice engine) implements RecordedStudy {
    @Override
    public HeldStudy with(EngineChoice other) {
        return new HeldStudy(model, held, other);
    }
}
