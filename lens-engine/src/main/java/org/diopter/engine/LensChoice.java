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
}
