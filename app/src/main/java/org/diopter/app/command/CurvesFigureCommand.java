package org.diopter.app.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.diopter.engine.OpenModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diopter figure token-curves`.
@Command(name = "token-curves", description = "Probability and rank of some tokens by layer.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class CurvesFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "MODEL", arity = "0..1", defaultValue = "bundled", description = ModelWords.MODEL)
    private String model;

    @ArgGroup(multiplicity = "1")
    private InputArguments input;

    @Mixin
    private LensArgument lens;

    @Option(names = "--position", paramLabel = "N",
            description = "The position after which the tokens are predicted; the last if not given.")
    private @Nullable Integer position;

    @Option(names = "--track", paramLabel = "TOKEN",
            description = "A token to draw: its text, or its id. May be given several times; if not given, those that lead at some layer, at most 5.")
    private List<String> track = List.of();

    @Option(names = "--layers", paramLabel = "0,4,8", split = ",", hideParamSyntax = true,
            description = "The layers to read, 0 = the embedding; all if not given. The output is always read.")
    private List<Integer> layers = List.of();

    @Mixin
    private FigureArguments figure;

    @Mixin
    private OutputArguments output;

    @Mixin
    private EngineArguments engine;

    CurvesFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, engine, output);
        String read = lens.lens();
        InputArguments.Text text = input.text();
        EngineChoice choice = engine.choice();
        try (CommandEngine started = invocation.engine(engine, choice)) {
            OpenModel opened = started.open(model);
            Input tokens = text.input(opened);
            int at = position == null ? Math.max(0, tokens.tokens().size() - 1) : position;
            List<Integer> ids = new TrackedTokens(opened, sentence -> invocation.note(engine, sentence)).ids(track);
            ModelReference reference = ModelReference.of(model, opened.id());
            return job.run(started, opened, new CurvesFigureStudy(reference, tokens, read, layers, at, ids, paper, choice));
        }
    }
}
