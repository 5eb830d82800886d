package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say with which questions a model is measured.
final class TaskArguments {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--data", paramLabel = "F", description = "The file of the questions.")
    private @Nullable Path data;

    @Option(names = "--task", paramLabel = "NAME",
            description = "What the file is: counterfact, known-1000, lre, epistemic-reasoning, bigbench, qa-wikidata, truthfulqa, fever, hotpotqa,"
                    + " bios-gender, bios-profession, or jsonl with prompt and answer or choices.")
    private @Nullable String task;

    @Option(names = "--metric", paramLabel = "NAME",
            description = "When an item counts as solved: top-token, classification, generation, or generation-with-prompt (as the LASER paper's code"
                    + " counts); the task's own if not given.")
    private @Nullable String metric;

    @Option(names = "--items", paramLabel = "N", description = "Use the first N items; all if not given.")
    private int items;

    /// How many of the first items are used; 0 for all.
    int items() {
        return items;
    }

    /// Nothing if no file is named.
    Optional<TaskChoice> choice() {
        if (data == null && task == null) {
            return Optional.empty();
        }
        return Optional.of(required());
    }

    /// @throws ParameterException if the file or its kind is missing
    TaskChoice required() {
        if (data == null || task == null) {
            throw wrongUsage("Missing: --data with the file of questions and --task with what it is");
        }
        if (items < 0) {
            throw wrongUsage("Invalid value for option '--items': " + items + " is less than 0");
        }
        return TaskChoice.of(data, task, metric, items);
    }

    private ParameterException wrongUsage(String sentence) {
        if (command == null) {
            throw new IllegalStateException(sentence);
        }
        return new ParameterException(command.commandLine(), sentence);
    }
}
