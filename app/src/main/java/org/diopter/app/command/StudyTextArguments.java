package org.diopter.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.OpenModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that name a text from which states are taken.
final class StudyTextArguments {
    private static final String SAMPLE = "sample-text.txt";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--text", paramLabel = "F", description = "A file of text, in UTF-8; may be given several times. The sample text that lies beside"
            + " the model (the bundled one has one) if not given.")
    private List<Path> text = List.of();

    @Option(names = "--token-ids-file", paramLabel = "F", description = "In place of text: a file with a line of token ids a sequence.")
    private @Nullable Path tokenIdsFile;

    boolean isGiven() {
        return !text.isEmpty() || tokenIdsFile != null;
    }

    /// Whatever is wrong with what was given shows before a model is opened.
    void check() {
        if (!text.isEmpty() && tokenIdsFile != null) {
            throw wrongUsage("--text and --token-ids-file exclude one another");
        }
        if (tokenIdsFile != null) {
            FileReference.of(tokenIdsFile);
        }
        text.forEach(FileReference::of);
    }

    /// @throws ParameterException if nothing is given and nothing lies beside the model
    StudyText text(OpenModel model) {
        if (tokenIdsFile != null) {
            return new StudyText(List.of(FileReference.of(tokenIdsFile)), true);
        }
        Path sample = model.id().folder().resolve(SAMPLE);
        if (text.isEmpty() && !Files.isRegularFile(sample)) {
            throw wrongUsage("Missing: --text, since no %s lies beside the model".formatted(SAMPLE));
        }
        return new StudyText((text.isEmpty() ? List.of(sample) : text).stream().map(FileReference::of).toList(), false);
    }

    private ParameterException wrongUsage(String sentence) {
        if (command == null) {
            throw new IllegalStateException(sentence);
        }
        return new ParameterException(command.commandLine(), sentence);
    }
}
