package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `diopter figure trajectory`.
@Command(name = "trajectory", description = "The grid of top tokens by layer and position.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class TrajectoryFigureCommand extends GridFigureCommand implements Callable<Integer> {
    @Mixin
    private ColourArguments colours;

    TrajectoryFigureCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public Integer call() {
<<<<<<< HEAD
        if (stride < 1) {
            throw new ParameterException(spec.commandLine(), "Invalid value for option '--stride': " + stride + " is less than 1");
        }
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, pass.json(invocation));
        return pass.run(invocation, (opened, input) -> {
            TrajectoryFigureStudy study = new TrajectoryFigureStudy(
                    opened.reference(),
                    input,
                    opened.lens(lens.lens()),
                    statistic,
                    layers.layers(),
                    stride,
                    opened.tokens(track),
                    transpose,
                    colours.map(),
                    colours.range(),
                    unit.unit(),
                    paper,
                    opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
=======
        return run(edits().choice(), false, colours.map(), colours.range());
>>>>>>> main
    }
}
