package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options of every picture that say where it goes and on what it is written.
final class FigureArguments {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--out", paramLabel = "F.svg|.pdf|.png|.csv|.tsv|.json", description = "The file of the picture; the ending names the format.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    @Option(names = "--width-mm", paramLabel = "W", description = "Width in millimetres, 20 to 2,000; 180 (double column) if not given.")
    private double widthMm = 180;

    @Option(names = "--dpi", paramLabel = "N", description = "Pixels an inch, for PNG; 300 if not given.")
    private int dpi = 300;

    @Option(names = "--theme", paramLabel = "print|light|dark", converter = WordConverter.OfTheme.class,
            description = "The colours; print if not given.")
    private String theme = "print";

    @Option(names = "--reproducible", description = "Leave the time out of the file, so that equal input gives equal bytes.")
    private boolean reproducible;

    Paper paper() {
        try {
            return new Paper(widthMm, dpi, theme, reproducible);
        } catch (IllegalArgumentException e) {
            throw wrongUsage("Invalid size: " + e.getMessage());
        }
    }

    /// Where a picture goes.
    ///
    /// @param json where its data goes; one of both is needed
    FigureJob job(Invocation invocation, Optional<JsonTarget> json) {
        if (out == null && json.isEmpty()) {
            throw wrongUsage("Missing: --out for the picture, --json for its data, or both");
        }
        FigureJob job = new FigureJob(invocation, json, Optional.ofNullable(out));
        job.check(force);
        return job;
    }

    private ParameterException wrongUsage(String sentence) {
        if (command == null) {
            throw new IllegalStateException(sentence);
        }
        return new ParameterException(command.commandLine(), sentence);
    }
}
