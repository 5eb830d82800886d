package org.diopter.app.command;

/// Whether a GPU can be used here.
record GpuStudy(EngineChoice engine) implements RecordedStudy {
    @Override
    public GpuStudy with(EngineChoice other) {
        return new GpuStudy(other);
    }
}
