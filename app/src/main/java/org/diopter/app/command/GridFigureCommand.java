package org.diopter.app.command;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What the pictures of a grid of layers and positions have in common.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
abstract sealed class GridFigureCommand permits TrajectoryFigureCommand, DifferenceFigureCommand {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PassArguments pass;

    @Mixin
    private LensArgument lens;

    @Mixin
    private ComparedEditArguments edits;

    @Option(names = "--statistic", paramLabel = "NAME", converter = WordConverter.OfStatistic.class,
            description = "What colours mean: probability (of the top-1; if not given), token (the probability of the token in --track), entropy, kl"
                    + " (to the final distribution), rank (of the final top-1), surprisal and next-rank (of the next token), change (by the layer),"
                    + " js, tv.")
    private String statistic = "probability";

    @Option(names = "--track", paramLabel = "TOKEN",
            description = "A token to mark: its text, or its id. May be given several times.")
    private List<String> track = List.of();

    @Mixin
    private LayersArgument layers;

    @Option(names = "--stride", paramLabel = "N", description = "Show every N-th layer, the embedding and the output in any case; 1 if not given.")
    private int stride = 1;

    @Option(names = "--transpose", description = "Positions downward, layers to the right.")
    private boolean transpose;

    @Mixin
    private UnitArgument unit;

    @Mixin
    private FigureArguments figure;

    GridFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /// What is changed, compared only where that is asked for.
    EditChoice choice() {
        return edits.choice(pass.engine());
    }

    /// What is changed, compared in any case.
    EditChoice comparison() {
        return edits.comparison(pass.engine());
    }

    /// Makes the picture.
    ///
    /// @param difference whether it shows the difference of both runs
    int run(EditChoice changed, boolean difference, String map, String range) {
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
                    changed,
                    difference,
                    statistic,
                    layers.layers(),
                    stride,
                    opened.tokens(track),
                    transpose,
                    map,
                    range,
                    unit.unit(),
                    paper,
                    opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
