package org.diopter.app.command;

import org.diopter.engine.generate.Sampling;
import org.diopter.engine.generate.WritingPlan;

/// What a model writes behind a prompt. What is drawn is drawn by the engine's seed.
///
/// @param edits what is changed in the model and its caches; compared with nothing
/// @param tokens how many are written at most
/// @param temperature 0 for the likeliest token
/// @param topK 0 for all
record GenerateStudy(
        ModelReference model, Input input, EditChoice edits, int tokens, double temperature, int topK, double topP, EngineChoice engine)
        implements RecordedStudy {
    GenerateStudy {
        plan(tokens, temperature, topK, topP, engine);
    }

    private static WritingPlan plan(int tokens, double temperature, int topK, double topP, EngineChoice engine) {
        return new WritingPlan(tokens, new Sampling(temperature, topK, topP, engine.seed()));
    }

    WritingPlan plan() {
        return plan(tokens, temperature, topK, topP, engine);
    }

    @Override
    public GenerateStudy with(EngineChoice other) {
        return new GenerateStudy(model, input, edits, tokens, temperature, topK, topP, other);
    }
}
