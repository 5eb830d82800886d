package org.diopter.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.OpenModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that name a text from which states are taken.
final class StudyTextArguments {
    @Option(names = "--text", paramLabel = "F", arity = "1..*", description = "Files of text in UTF-8, a document each. If not given, the sample text"
            + " that lies beside the model (the bundled one has one), save for eval-lens.")
    private List<Path> text = List.of();

    @Option(names = "--token-ids-file", paramLabel = "F", description = "In place of text: a file with a line of token ids a sequence.")
    private @Nullable Path tokenIdsFile;

    boolean isGiven() {
        return !text.isEmpty() || tokenIdsFile != null;
    }

    /// Whatever is wrong with what was given shows before a model is opened.
    void check() {
        if (!text.isEmpty() && tokenIdsFile != null) {
            throw new WrongUsageException("--text and --token-ids-file exclude one another");
        }
        if (tokenIdsFile != null) {
            FileReference.of(tokenIdsFile);
        }
        for (int i = 0; i < text.size(); i++) {
            if (i > 0 && !Files.exists(text.get(i))) {
                throw new WrongUsageException("‘%s’ stands after --text and is no file. Name the model before the options.".formatted(text.get(i)));
            }
            FileReference.of(text.get(i));
        }
    }

    /// The files, hashed.
    ///
    /// @throws WrongUsageException if nothing is given and nothing lies beside the model
    StudyText text(OpenModel model) {
        if (tokenIdsFile != null) {
            return new StudyText(List.of(FileReference.of(tokenIdsFile)), true);
        }
        return text.isEmpty()
                ? StudyText.sample(model).orElseThrow(() ->
                        new WrongUsageException("Missing: --text, since no %s lies beside the model".formatted(StudyText.SAMPLE)))
                : new StudyText(text.stream().map(FileReference::of).toList(), false);
    }
}
