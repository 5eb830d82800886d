package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `diopter figure fidelity`.
@Command(name = "fidelity", description = "Influence of directions on the lens against that on the model, beside random directions.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class FidelityFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private BasisArguments basis;

    @Mixin
    private FigureArguments figure;

    FidelityFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        basis.check();
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, model.json(invocation));
        return model.run(invocation, opened -> {
            FidelityFigureStudy study = new FidelityFigureStudy(opened.reference(), basis.choice(opened), paper, opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
