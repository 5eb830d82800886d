package org.diopter.app.command;

import java.nio.file.Path;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.training.TrainingText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says into how long sequences a text is cut.
final class SequenceLengthArgument {
    /// So many bytes of text make about one token of a sequence that is still one of many.
    private static final int BYTES_PER_TOKEN_OF_A_SEQUENCE = 64;

    private static final int SHORTEST = 8;

    @Option(names = "--sequence-length", paramLabel = "N",
            description = "Tokens of the sequences that text is cut into; if not given, the model's context, at most 2,048, and less for short texts.")
    private @Nullable Integer length;

    void check() {
        if (length != null && length < 2) {
            throw new WrongUsageException("Invalid value for option '--sequence-length': " + length + " is less than 2");
        }
    }

    /// As given, or what suits the model and the size of the text.
    int length(StudyText text, OpenModel model) {
        if (length != null) {
            return length;
        }
        long bytes = text.files().stream().mapToLong(file -> Path.of(file.path()).toFile().length()).sum();
        int longest = Math.min(model.card().context(), TrainingText.LONGEST);
        return (int) Math.clamp(bytes / BYTES_PER_TOKEN_OF_A_SEQUENCE, Math.min(SHORTEST, longest), longest);
    }
}
