package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diopter laser`.
@Command(name = "laser", description = "Cuts one matrix to low rank: its singular values, what is lost, and what that does to a prompt or a task.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class LaserCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Mixin
    private ReductionArguments reduction;

    @ArgGroup
    private @Nullable InputArguments input;

    @Mixin
    private TaskArguments task;

    @Option(names = "--top-k", paramLabel = "K", description = "How many top tokens of the output are written; 10 if not given.")
    private int topK = 10;

    @Mixin
    private PriceArguments price;

    @Mixin
    private UnitArgument unit;

    @Option(names = "--save", paramLabel = "DIR",
            description = "Also save the reduced model: a folder of safetensors that transformers can load. It must not be there yet.")
    private @Nullable Path save;

    @Option(names = "--factored",
            description = "Save the reduced matrix in factors: smaller, and loaded with the Python file that is written beside it.")
    private boolean factored;

    LaserCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (topK < 1) {
            throw new ParameterException(spec.commandLine(), "Invalid value for option '--top-k': " + topK + " is less than 1");
        }
        if (factored && save == null) {
            throw new ParameterException(spec.commandLine(), "Missing: --save with the folder, for --factored");
        }
        String edit = reduction.reduction(model.engine().choice().seed()).text();
        PriceText priced = price.choice();
        TaskChoice questions = task.choice().orElse(null);
        Optional<InputArguments.Text> text = Optional.ofNullable(input).map(InputArguments::text);
        LaserJob job = new LaserJob(invocation, model.engine(), model.json(invocation), Optional.ofNullable(save), factored);
        return model.run(invocation, opened -> {
            Input read = text.map(given -> given.input(opened.model(), opened.note())).orElse(null);
            LaserStudy study = new LaserStudy(opened.reference(), edit, read, questions, priced, topK, unit.unit(), opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
