package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.diopter.engine.data.OptionPromptFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diopter depth`.
@Command(name = "depth", description = "The layer from which each prediction of a text stays what it is, or how hard a task's examples are by it.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class DepthCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Mixin
    private LensArgument lens;

    @ArgGroup
    private @Nullable InputArguments input;

    @Option(names = "--text", paramLabel = "F", description = "The same as --prompt-file.")
    private @Nullable Path text;

    @Option(names = {"--examples", "--difficulty"}, paramLabel = "F.jsonl",
            description = "In place of a text, a task: lines of {\"prompt\": text, \"options\": [text, …], \"answer\": index}.")
    private @Nullable Path examples;

    @Option(names = "--ordering", paramLabel = "F", description = "A number for each example, one a line, to correlate the depths with.")
    private @Nullable Path ordering;

    DepthCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (Stream.of(input, text, examples).filter(Objects::nonNull).count() != 1) {
            throw new ParameterException(spec.commandLine(), "Missing: a text (--prompt, --text, --token-ids) or a task (--examples), one of both");
        }
        if (ordering != null && examples == null) {
            throw new ParameterException(spec.commandLine(), "--ordering is for --examples");
        }
        if (examples != null) {
            return task(examples);
        }
        return text(text == null ? Objects.requireNonNull(input).text() : InputArguments.ofFile(text));
    }

    private int text(InputArguments.Text given) {
        DepthJob job = new DepthJob(invocation, model.json(invocation));
        return model.run(invocation, opened -> job.run(opened.engine(), opened.model(),
                new DepthStudy(opened.reference(), opened.lens(lens.lens()), given.input(opened.model(), opened.note()), opened.choice())));
    }

    private int task(Path file) {
        OptionPromptFile.read(file);
        FileReference task = FileReference.of(file);
        FileReference order = ordering == null ? null : FileReference.of(ordering);
        DifficultyJob job = new DifficultyJob(invocation, model.json(invocation));
        return model.run(invocation, opened -> job.run(opened.engine(), opened.model(),
                new DifficultyStudy(opened.reference(), opened.lens(lens.lens()), task, order, opened.choice())));
    }
}
