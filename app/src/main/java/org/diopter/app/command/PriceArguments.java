package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that name a text on which the price of edits is measured.
final class PriceArguments {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--text", paramLabel = "F", description = "Also measure the perplexity on this text, in UTF-8; may be given several times.")
    private List<Path> text = List.of();

    @Option(names = "--text-tokens", paramLabel = "N", description = "How many of its first tokens are read; 4096 if not given.")
    private int tokens = 4096;

    /// @return null if no text is named
    /// @throws org.diopter.model.UnusableInputException if a file cannot be read
    @Nullable PriceText choice() {
        if (tokens < 2) {
            if (command == null) {
                throw new IllegalStateException("no command");
            }
            throw new ParameterException(command.commandLine(), "Invalid value for option '--text-tokens': " + tokens + " is less than 2");
        }
        return text.isEmpty() ? null : new PriceText(new StudyText(text.stream().map(FileReference::of).toList(), false), tokens);
    }
}
