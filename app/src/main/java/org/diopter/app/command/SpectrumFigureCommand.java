package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `diopter figure spectrum`.
@Command(name = "spectrum", description = "The singular values of a matrix, and where a reduction cuts them.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class SpectrumFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private ReductionArguments reduction;

    @Mixin
    private FigureArguments figure;

    SpectrumFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        String edit = reduction.reduction(model.engine().choice().seed()).text();
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, model.json(invocation));
        return model.run(invocation, opened ->
                job.run(opened.engine(), opened.model(), new SpectrumFigureStudy(opened.reference(), edit, paper, opened.choice())));
    }
}
