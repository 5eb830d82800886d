package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diopter figure`: its kinds are commands of their own below it.
@Command(name = "figure", description = "Writes a picture as SVG, PDF or PNG, and its data.", synopsisSubcommandLabel = "KIND")
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class FigureCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing kind of figure: " + String.join(", ", spec.subcommands().keySet()));
    }
}
