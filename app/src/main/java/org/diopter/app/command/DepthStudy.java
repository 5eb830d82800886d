package org.diopter.app.command;

/// At which layer each prediction of a text is made.
record DepthStudy(ModelReference model, LensReference lens, Input input, EngineChoice engine) implements RecordedStudy {
    @Override
    public DepthStudy with(EngineChoice other) {
        return new DepthStudy(model, lens, input, other);
    }
}
