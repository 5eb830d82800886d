package org.diopter.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.Sha256;
import org.diopter.model.tokenizer.DjlTokenizer;
import org.diopter.model.tokenizer.Tokenizer;

/// A model's tokenizer, or why there is none.
///
/// @param place its folder, or a file that holds it
record TokenizerState(Path place, Optional<Tokenizer> tokenizer, Optional<String> problem) implements AutoCloseable {
    private static final byte[] END = {0};

    static TokenizerState open(Path folder, Path natives) {
        try {
            Optional<Tokenizer> found = DjlTokenizer.open(folder, natives);
            Optional<String> problem = found.isPresent()
                    ? Optional.empty()
                    : Optional.of("No tokenizer.json beside the model. Token ids can still be given, for example 302,692,266.");
            return new TokenizerState(folder, found, problem);
        } catch (UnusableInputException e) {
            return new TokenizerState(folder, Optional.empty(), Optional.of(e.sentence()));
        }
    }

    /// The hash of its file, or of its vocabulary where it comes in a file with the weights.
    String identity() {
        Path file = place.resolve("tokenizer.json");
        try {
            return Files.isRegularFile(file) ? Sha256.of(file) : tokenizer.map(TokenizerState::ofVocabulary).orElse("none");
        } catch (IOException e) {
            throw new UnusableInputException("D-106", "‘%s’ cannot be read: %s. Open the model again.".formatted(file, UnusableInputException.reason(e)), e);
        }
    }

    private static String ofVocabulary(Tokenizer words) {
        Sha256 hash = new Sha256();
        for (int id = 0; id < words.size(); id++) {
            byte[] bytes = words.token(id).bytes();
            hash.add(bytes, 0, bytes.length).add(END, 0, END.length);
        }
        return hash.hex();
    }

    @Override
    public void close() {
        tokenizer.ifPresent(Tokenizer::close);
    }
}
