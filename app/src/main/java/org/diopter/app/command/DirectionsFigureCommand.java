package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// What the pictures of a causal basis have in common.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
abstract sealed class DirectionsFigureCommand implements Callable<Integer> permits BasisFigureCommand, FidelityFigureCommand {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private BasisArguments basis;

    @Mixin
    private FigureArguments figure;

    DirectionsFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /// The picture that is asked for.
    abstract FigureStudy study(ModelReference reference, BasisChoice choice, Paper paper, EngineChoice engine);

    @Override
    public Integer call() {
        basis.check();
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, model.json(invocation));
        return model.run(invocation, opened -> {
            FigureStudy study = study(opened.reference(), basis.choice(opened), paper, opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
