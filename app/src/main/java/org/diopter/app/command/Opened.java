package org.diopter.app.command;

import java.util.List;
import java.util.function.Consumer;
import org.diopter.engine.OpenModel;

/// A model that a command has opened, and how it computes.
///
/// @param reference how a study names the model
/// @param note is told what the user should know beside the result
record Opened(CommandEngine engine, OpenModel model, ModelReference reference, EngineChoice choice, Consumer<String> note) {

    /// The ids of tokens that the user named by text or id.
    List<Integer> tokens(List<String> named) {
        return new TrackedTokens(model, note).ids(named);
    }

    /// The lens that the user named, open and tried.
    LensReference lens(String named) {
        return engine.openLens(model, named, note);
    }
}
