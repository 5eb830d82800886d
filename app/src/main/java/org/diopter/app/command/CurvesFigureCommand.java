package org.diopter.app.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter figure token-curves`.
@Command(name = "token-curves", description = "Probability and rank of some tokens by layer.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class CurvesFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private PassArguments pass;

    @Mixin
    private LensArgument lens;

    @Mixin
    private ComparedEditArguments edits;

    @Option(names = "--position", paramLabel = "N",
            description = "The position after which the tokens are predicted; the last if not given.")
    private @Nullable Integer position;

    @Option(names = "--track", paramLabel = "TOKEN",
            description = "A token to draw: its text, or its id. May be given several times; if not given, those that lead at some layer, at most 5.")
    private List<String> track = List.of();

    @Mixin
    private LayersArgument layers;

    @Mixin
    private FigureArguments figure;

    CurvesFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, pass.json(invocation));
        EditChoice changed = edits.choice(pass.engine());
        return pass.run(invocation, (opened, input) -> {
            int at = position == null ? Math.max(0, input.tokens().size() - 1) : position;
            CurvesFigureStudy study = new CurvesFigureStudy(
                    opened.reference(), input, opened.lens(lens.lens()), changed, layers.layers(), at, opened.tokens(track), paper, opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
