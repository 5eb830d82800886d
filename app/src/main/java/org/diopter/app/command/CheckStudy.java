package org.diopter.app.command;

/// The proof that a model's blocks are the model.
record CheckStudy(ModelReference model, EngineChoice engine) implements RecordedStudy {
    @Override
    public CheckStudy with(EngineChoice other) {
        return new CheckStudy(model, other);
    }
}
