package org.diopter.app.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.diopter.app.log.LogFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `diopter figure`: its kinds are commands of their own below it; by itself it writes the figures of a session.
@Command(
        name = "figure",
        description = "Writes a picture as SVG, PDF or PNG, and its data; of a session, every picture it has.",
        synopsisSubcommandLabel = "KIND")
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class FigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SESSION.diopter", description = "A session that the window saved: all its figures are written.")
    private @Nullable Path session;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the pictures; made if it is not there.")
    private @Nullable Path out;

    @Option(names = "--format", paramLabel = "svg|pdf|png|csv|tsv|json", description = "The format of the pictures, or of their numbers; svg if not given.")
    private String format = "svg";

    @Option(names = "--model", paramLabel = "MODEL", description = "Where the session's model is, if it is not where it was.")
    private @Nullable String model;

    @Option(names = "--force", description = "Replace pictures that are there.")
    private boolean force;

    @Option(names = "--width-mm", paramLabel = "W", description = "Width in millimetres, 20 to 2,000; 180 (double column) if not given.")
    private double widthMm = 180;

    @Option(names = "--dpi", paramLabel = "N", description = "Pixels an inch, for PNG; 300 if not given.")
    private int dpi = 300;

    @Option(names = "--theme", paramLabel = "print|light|dark", converter = WordConverter.OfTheme.class, description = "The colours; print if not given.")
    private String theme = "print";

    @Option(names = "--reproducible", description = "Leave the time out of the files, so that an equal session gives equal bytes.")
    private boolean reproducible;

    @Mixin
    private EngineArguments engine;

    FigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (session == null) {
            throw new ParameterException(spec.commandLine(), "Missing kind of figure: " + String.join(", ", spec.subcommands().keySet()));
        }
        if (out == null) {
            throw new ParameterException(spec.commandLine(), "Missing: --out for the folder of the pictures");
        }
        if (!SessionFigures.FORMATS.contains(format)) {
            throw new ParameterException(spec.commandLine(), "Invalid value for option '--format': '" + format + "' is none of " + String.join(", ", SessionFigures.FORMATS));
        }
        LogFile.open(engine.home());
        return SessionFigures.of(session, paper(), engine).write(invocation, engine, model, new SessionFigures.Target(out, format, force));
    }

    private Paper paper() {
        try {
            return new Paper(widthMm, dpi, theme, reproducible);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "Invalid size: " + e.getMessage());
        }
    }
}
