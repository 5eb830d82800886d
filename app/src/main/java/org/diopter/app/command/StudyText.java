package org.diopter.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// A text of which sequences are made.
///
/// @param files of text, or one of token ids
/// @param tokenIds whether the file has a line of token ids a sequence
record StudyText(List<FileReference> files, boolean tokenIds) {
    private static final Pattern BETWEEN_IDS = Pattern.compile("[,\\s]+");

    StudyText {
        files = List.copyOf(files);
    }

    /// The sequences for a model: text is packed into sequences of one length.
    ///
    /// @throws UnusableInputException if a file has changed, cannot be used, or text is given to a model without a tokenizer
    TrainingText sequences(OpenModel model) {
        return sequences(model, model.directions().sequenceLength());
    }

    /// The same with sequences of another length.
    TrainingText sequences(OpenModel model, int length) {
        List<Path> paths = files.stream().map(FileReference::file).toList();
        if (tokenIds) {
            return TrainingText.of(lines(paths.getFirst()));
        }
        Optional<Tokenizer> tokenizer = model.tokenizer();
        if (tokenizer.isEmpty()) {
            throw new UnusableInputException("D-106", model.tokenizerProblem().orElse("The model has no tokenizer.") + " Use --token-ids-file.");
        }
        return TrainingText.pack(paths, tokenizer.get(), length);
    }

    private static List<TokenSequence> lines(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UnusableInputException("D-206", "%s cannot be read: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
        List<TokenSequence> sequences = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                sequences.add(sequence(file, i + 1, lines.get(i).strip()));
            }
        }
        return sequences;
    }

    private static TokenSequence sequence(Path file, int number, String line) {
        try {
            return TokenSequence.of(BETWEEN_IDS.splitAsStream(line).mapToInt(Integer::parseInt).toArray());
        } catch (NumberFormatException e) {
            throw new UnusableInputException("D-206", "%s: line %d has something that is no token id. Write whole numbers with commas between them."
                    .formatted(file, number), e);
        }
    }
}
