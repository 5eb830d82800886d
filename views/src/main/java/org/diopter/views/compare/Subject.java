package org.diopter.views.compare;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.LensChoice;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.kit.Texts;

/// What one side of a comparison can be. What a kind leaves open (model, prompt, lens) is that of the study on the screen.
public sealed interface Subject {
    /// Its name in the lists.
    default String title() {
        Texts texts = Texts.of(Subject.class);
        return switch (this) {
            case Baseline _ -> texts.get("subject.baseline");
            case Stack _ -> texts.get("subject.stack");
            case Pinned(NamedStudy kept) -> kept.name();
            case ThroughLens lens -> texts.get("subject.lens", lens.name());
            case OtherPrompt prompt -> texts.get("subject.prompt", prompt.name());
            case OtherModel model -> texts.get("subject.model", model.name());
        };
    }

    /// The model as it is.
    record Baseline() implements Subject {}

    /// The model with the active edits, under the active policy.
    record Stack() implements Subject {}

    /// A study that was kept.
    record Pinned(NamedStudy kept) implements Subject {}

    /// The model as it is, through another lens.
    ///
    /// @param name of the lens
    record ThroughLens(LensChoice lens, String name) implements Subject {}

    /// The model as it is on another prompt.
    ///
    /// @param tokens those of the prompt where they are not what its text gives
    record OtherPrompt(String name, String text, Optional<TokenSequence> tokens) implements Subject {}

    /// Another model on the same tokens. Two models are read through the logit lens, since a lens belongs to one.
    ///
    /// @param folder where it lies
    record OtherModel(String name, Path folder) implements Subject {}
}
