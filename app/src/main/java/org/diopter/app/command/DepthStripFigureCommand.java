package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter figure depth-strip`.
@Command(name = "depth-strip", description = "A text, each token on the colour of the layer from which its successor is predicted.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class DepthStripFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private PassArguments pass;

    @Mixin
    private LensArgument lens;

    @Option(names = "--values", description = "Write each depth after its token.")
    private boolean values;

    @Mixin
    private FigureArguments figure;

    DepthStripFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, pass.json(invocation));
        return pass.run(invocation, (opened, input) -> job.run(opened.engine(), opened.model(),
                new DepthStripFigureStudy(opened.reference(), input, opened.lens(lens.lens()), values, paper, opened.choice())));
    }
}
