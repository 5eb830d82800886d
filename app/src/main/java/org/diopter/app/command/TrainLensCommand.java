package org.diopter.app.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter train-lens`.
@Command(name = "train-lens", description = "Trains a tuned lens on text. Ctrl C ends it and writes the best so far.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class TrainLensCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private TrainArguments training;

    @Option(names = "--out", paramLabel = "DIR", required = true,
            description = "The folder of the lens: config.json and params.pt as the tuned-lens package has them, lens.safetensors, training.json.")
    private Path out;

    @Mixin
    private UnitArgument unit;

    @Option(names = "--force", description = "Replace a lens that is in the folder.")
    private boolean force;

    TrainLensCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        training.check();
        LensFolder folder = new LensFolder(out);
        TrainingStart start = new TrainingStart(training.isResumed(), force);
        folder.check(start.mayReplace());
        TrainJob job = new TrainJob(invocation, model.engine(), model.json(invocation), folder, start);
        return model.run(invocation, opened -> job.run(opened.engine(), opened.model(), training.study(opened, unit.unit())));
    }
}
