package org.diopter.app.command;

/// How well unusual prompts stand out by the way of the stream.
///
/// @param normal JSON lines of prompts with options, see [org.diopter.engine.data.OptionPromptFile]
/// @param suspect such lines that are to be told from them
record AnomalyStudy(ModelReference model, LensReference lens, FileReference normal, FileReference suspect, EngineChoice engine)
        implements RecordedStudy {
    @Override
    public AnomalyStudy with(EngineChoice other) {
        return new AnomalyStudy(model, lens, normal, suspect, other);
    }
}
