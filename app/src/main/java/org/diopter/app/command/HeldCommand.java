package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `diopter laser-held`.
@Command(
        name = "laser-held",
        description = "What the components that a reduction removes held: the answers of the largest and of the smallest components alone.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class HeldCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private HeldArguments held;

    HeldCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        HeldChoice choice = held.choice(model.engine().choice().seed());
        HeldJob job = new HeldJob(invocation, model.engine(), model.json(invocation));
        return model.run(invocation, opened -> job.run(opened.engine(), opened.model(), new HeldStudy(opened.reference(), choice, opened.choice())));
    }
}
