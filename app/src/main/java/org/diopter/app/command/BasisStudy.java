package org.diopter.app.command;

/// The directions of one layer that a lens hangs on most.
record BasisStudy(ModelReference model, BasisChoice basis, EngineChoice engine) implements RecordedStudy {
    @Override
    public BasisStudy with(EngineChoice other) {
        return new BasisStudy(model, basis, other);
    }
}
