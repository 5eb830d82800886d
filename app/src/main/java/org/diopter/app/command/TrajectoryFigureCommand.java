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
        return run(choice(), false, colours.map(), colours.range());
    }
}
