package org.diopter.engine;

/// Through which lens the residual stream is read.
public sealed interface LensChoice {
    /// The lens's name for people.
    String name();

    /// The final norm and the unembedding applied to the stream as it is.
    record Logit() implements LensChoice {
        @Override
        public String name() {
            return "logit lens";
        }
    }

    /// The stream goes through the translators of a lens first. Only [OpenModel#use] makes one, since the model must hold the lens.
    ///
    /// @param name of the lens, for people
    /// @param sha256 of its translators, see [org.diopter.engine.lens.files.LensIdentity]: what makes it the same lens elsewhere
    record Translated(String name, String sha256) implements LensChoice {}
}
