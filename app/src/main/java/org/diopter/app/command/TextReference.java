package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// The text that a lens is trained on or judged by.
///
/// @param files a document each; or one file of token ids
/// @param ids whether the file holds token ids, a sequence a line
/// @param length of a sequence in tokens, into which documents are cut; of no meaning for ids
record TextReference(List<FileReference> files, boolean ids, int length) {
    private static final int SHORTEST = 2;

    TextReference {
        files = List.copyOf(files);
        if (files.isEmpty() || (ids && files.size() > 1)) {
            throw new IllegalArgumentException(files.size() + " files of text");
        }
        if (length < SHORTEST) {
            throw new IllegalArgumentException("sequences of %d tokens".formatted(length));
        }
    }

    /// The text as the model reads it.
    ///
    /// @throws UnusableInputException if a file has changed or cannot be read, or sequences do not suit the model
    TrainingText read(OpenModel model) {
        List<Path> paths = files.stream().map(FileReference::file).toList();
        return ids ? sequences(paths.getFirst(), model) : packed(paths, model);
    }

    private TrainingText packed(List<Path> paths, OpenModel model) {
        int context = model.card().context();
        if (length > context) {
            throw new UnusableInputException("D-201", "Sequences of %d tokens are too long; the model takes %d.".formatted(length, context));
        }
        Tokenizer tokenizer = model.tokenizer().orElseThrow(() ->
                new UnusableInputException("D-106", model.tokenizerProblem().orElse("The model has no tokenizer.") + " Use --token-ids-file."));
        return TrainingText.pack(paths, tokenizer, length);
    }

    private static TrainingText sequences(Path file, OpenModel model) {
        List<TokenSequence> sequences = new TokenIdFile(file).sequences().stream()
                .map(ids -> TokenSequence.of(ids.stream().mapToInt(Integer::intValue).toArray()))
                .toList();
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
