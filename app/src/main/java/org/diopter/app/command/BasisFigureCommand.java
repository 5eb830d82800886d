package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `diopter figure basis`.
@Command(name = "basis", description = "The influence of each direction of a causal basis, as bars in bits.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class BasisFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private LayerArgument layer;

    @Mixin
    private BasisArguments basis;

    @Mixin
    private FigureArguments figure;

    BasisFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        basis.check();
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, model.json(invocation));
        return model.run(invocation, opened -> job.run(
                opened.engine(), opened.model(),
                new BasisFigureStudy(opened.reference(), basis.choice(opened, layer.layer()), paper, opened.choice())));
    }
}
