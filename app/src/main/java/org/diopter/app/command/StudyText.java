package org.diopter.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// The text that states are taken from.
///
/// @param files of text, a document each; or one of token ids
/// @param tokenIds whether the file has a line of token ids a sequence
record StudyText(List<FileReference> files, boolean tokenIds) {
    /// What lies beside a model.
    static final String SAMPLE = "sample-text.txt";
    private static final int SHORTEST = 2;

    StudyText {
        files = List.copyOf(files);
        if (files.isEmpty() || (tokenIds && files.size() > 1)) {
            throw new IllegalArgumentException(files.size() + " files of text");
        }
    }

    /// The text that lies beside a model, if one does.
    static Optional<StudyText> sample(OpenModel model) {
        return Optional.of(place(model)).filter(Files::isRegularFile).map(file -> new StudyText(List.of(FileReference.of(file)), false));
    }

    private static Path place(OpenModel model) {
        return model.id().folder().resolve(SAMPLE);
    }

    /// Whether it is the text that lies beside a model, and nothing else.
    boolean isSampleOf(OpenModel model) {
        return !tokenIds && files.size() == 1 && files.getFirst().file().equals(place(model));
    }

    /// The sequences for a model.
    ///
    /// @param length tokens of the sequences into which text is cut; lines of ids stay as they are
    /// @throws UnusableInputException if a file has changed or cannot be used, text is given to a model without a tokenizer, or sequences do not suit it
    TrainingText sequences(OpenModel model, int length) {
        List<Path> paths = files.stream().map(FileReference::file).toList();
        return tokenIds ? lines(paths.getFirst(), model) : packed(paths, model, length);
    }

    private static TrainingText packed(List<Path> paths, OpenModel model, int length) {
        int context = model.card().context();
        if (length > context) {
            throw new UnusableInputException("D-201", "Sequences of %d tokens are too long; the model takes %d.".formatted(length, context));
        }
        Tokenizer tokenizer = model.tokenizer().orElseThrow(() ->
                new UnusableInputException("D-106", model.tokenizerProblem().orElse("The model has no tokenizer.") + " Use --token-ids-file."));
        return TrainingText.pack(paths, tokenizer, length);
    }

    private static TrainingText lines(Path file, OpenModel model) {
        List<TokenSequence> sequences = new TokenIdFile(file).sequences().stream().map(TokenSequence::of).toList();
        for (int i = 0; i < sequences.size(); i++) {
            int tokens = sequences.get(i).length();
            if (tokens < SHORTEST || tokens > model.card().context()) {
                throw new UnusableInputException("D-201", "%s: sequence %d has %d tokens; it needs %d to %d."
                        .formatted(file, i, tokens, SHORTEST, model.card().context()));
            }
        }
        if (sequences.isEmpty()) {
            throw new UnusableInputException("D-305", "%s has no token ids.".formatted(file));
        }
        return TrainingText.of(sequences);
    }
}
