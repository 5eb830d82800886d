package org.diopter.app.command;

import java.util.concurrent.Callable;
import org.diopter.app.log.LogFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter check`.
@Command(name = "check", description = "Opens a model, proves its blocks against the whole model, estimates and measures memory.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class CheckCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Option(names = "--gpu", description = "Instead say which parts that CUDA needs are here, in which version, and what to do about the others.")
    private boolean gpu;

    CheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (gpu) {
            LogFile.open(model.engine().home());
            return new GpuJob(invocation, model.json(invocation)).run(new GpuStudy(model.engine().choice()));
        }
        CheckJob job = new CheckJob(invocation, model.json(invocation));
        return model.run(invocation, opened -> job.run(opened.engine(), opened.model(), new CheckStudy(opened.reference(), opened.choice())));
    }
}
