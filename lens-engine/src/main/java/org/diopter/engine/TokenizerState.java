package org.diopter.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.DjlTokenizer;
import org.diopter.model.tokenizer.Tokenizer;

/// A model's tokenizer, or why there is none.
record TokenizerState(Optional<Tokenizer> tokenizer, Optional<String> problem) implements AutoCloseable {
    static TokenizerState open(Path folder, Path natives) {
        try {
            Optional<Tokenizer> found = DjlTokenizer.open(folder, natives);
            Optional<String> problem = found.isPresent()
                    ? Optional.empty()
                    : Optional.of("No tokenizer.json beside the model. Token ids can still be given, for example 302,692,266.");
            return new TokenizerState(found, problem);
        } catch (UnusableInputException e) {
            return new TokenizerState(Optional.empty(), Optional.of(e.sentence()));
        }
    }

    @Override
    public void close() {
        tokenizer.ifPresent(Tokenizer::close);
    }
}
