package org.diopter.app.command;

/// How far a lens's answer to a changed state points where the model's does, layer by layer.
///
/// @param states how many tokens are changed, one at a time
/// @param directions how many causal directions of each layer span what is changed; 0 for the update of the block below
record AlignStudy(ModelReference model, LensReference lens, StudyText text, int states, int directions, EngineChoice engine) implements RecordedStudy {
    @Override
    public AlignStudy with(EngineChoice other) {
        return new AlignStudy(model, lens, text, states, directions, other);
    }
}
