package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.diopter.engine.OpenModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say which text goes through the caches: a prompt, files of text cut into pieces, or several sequences of token ids.
final class CacheTextArguments {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @ArgGroup
    private @Nullable InputArguments input;

    @Option(names = "--text", paramLabel = "F", description = "In place of a prompt: a file of text, in UTF-8; may be given several times. The sample text"
            + " that lies beside the model if neither is given.")
    private List<Path> text = List.of();

    @Option(names = "--tokens", paramLabel = "N", description = "With --text: how long the pieces of the text are; 512 if not given, or what the model takes.")
    private int tokens = 512;

    @Option(names = "--sequences", paramLabel = "N", description = "With --text: how many pieces are read; 1 if not given.")
    private int sequences = 1;

    /// What is read before the model is opened: whatever is wrong shows early.
    ///
    /// @return the prompt, if there is one and only one
    Optional<InputArguments.Text> check() {
        if (input != null && !text.isEmpty()) {
            throw wrongUsage("--text stands in place of a prompt; leave one of them out");
        }
        if (tokens < 2 || sequences < 1) {
            throw wrongUsage("Invalid value for option '%s': too small".formatted(tokens < 2 ? "--tokens" : "--sequences"));
        }
        text.forEach(FileReference::of);
        return idFile().isPresent() ? Optional.empty() : Optional.ofNullable(input).map(InputArguments::text);
    }

    private Optional<Path> idFile() {
        return Optional.ofNullable(input).flatMap(InputArguments::sequences);
    }

    /// @param prompt from [#check()]
    /// @param note   takes what of the prompt the model does not see, in one sentence
    CacheText text(Optional<InputArguments.Text> prompt, OpenModel model, Consumer<String> note) {
        if (prompt.isPresent()) {
            return new CacheText(prompt.get().input(model, note), null, 0, 1);
        }
        if (idFile().isPresent()) {
            return ofIds(idFile().get());
        }
        StudyText read = text.isEmpty()
                ? StudyText.sample(model).orElseThrow(() -> wrongUsage("Missing: --prompt or --text, since no %s lies beside the model".formatted(StudyText.SAMPLE)))
                : new StudyText(text.stream().map(FileReference::of).toList(), false);
        return new CacheText(null, read, Math.min(tokens, model.card().context()), sequences);
    }

    /// All sequences of the file, each as long as it is.
    private static CacheText ofIds(Path file) {
        List<List<Integer>> sequences = new TokenIdFile(file).sequences();
        int longest = sequences.stream().mapToInt(List::size).max().orElse(0);
        return new CacheText(null, new StudyText(List.of(FileReference.of(file)), true), longest, sequences.size());
    }

    private ParameterException wrongUsage(String sentence) {
        if (command == null) {
            throw new IllegalStateException(sentence);
        }
        return new ParameterException(command.commandLine(), sentence);
    }
}
