package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `diopter check`.
@Command(name = "check", description = "Opens a model, proves its blocks against the whole model, estimates and measures memory.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class CheckCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    CheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        CheckJob job = new CheckJob(invocation, model.json(invocation));
        return model.run(invocation, opened -> job.run(opened.engine(), opened.model(), new CheckStudy(opened.reference(), opened.choice())));
    }
}
