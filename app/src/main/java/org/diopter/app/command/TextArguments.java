package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.training.TrainingText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say which text a lens is trained on or judged by.
final class TextArguments {
    /// So many bytes of text make about one token of a sequence that is still one of many.
    private static final int BYTES_PER_TOKEN_OF_A_SEQUENCE = 64;

    private static final int SHORTEST = 8;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @ArgGroup
    private @Nullable Source source;

    @Option(names = "--sequence-length", paramLabel = "N",
            description = "Tokens of the sequences that text is cut into; if not given, the model's context, at most 2,048, and less for short texts.")
    private @Nullable Integer length;

    /// Text or ids.
    static final class Source {
        @Option(names = "--text", paramLabel = "F", arity = "1..*", required = true, description = "Files of text in UTF-8, a document each.")
        private @Nullable List<Path> texts;

        @Option(names = "--token-ids-file", paramLabel = "F", required = true, description = "A file of token ids, a sequence a line.")
        private @Nullable Path ids;
    }

    /// Looks at the options alone.
    void check() {
        if (source == null && command != null) {
            throw new ParameterException(command.commandLine(), "Missing: the text (--text), or token ids (--token-ids-file)");
        }
        if (length != null && length < 2 && command != null) {
            throw new ParameterException(command.commandLine(), "Invalid value for option '--sequence-length': " + length + " is less than 2");
        }
    }

    /// The files, hashed, and how they are cut for a model.
    TextReference text(OpenModel model) {
        Source given = Objects.requireNonNull(source);
        Path ids = given.ids;
        List<Path> files = ids == null ? Objects.requireNonNull(given.texts) : List.of(ids);
        List<FileReference> references = files.stream().map(FileReference::of).toList();
        long bytes = files.stream().mapToLong(file -> file.toFile().length()).sum();
        int longest = Math.min(model.card().context(), TrainingText.LONGEST);
        int usual = (int) Math.clamp(bytes / BYTES_PER_TOKEN_OF_A_SEQUENCE, Math.min(SHORTEST, longest), longest);
        return new TextReference(references, ids != null, length == null ? usual : length);
    }
}
