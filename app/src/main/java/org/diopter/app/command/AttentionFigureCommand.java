package org.diopter.app.command;

import java.util.concurrent.Callable;
import org.diopter.engine.OpenModel;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diopter figure attention`.
@Command(name = "attention", description = "Where the queries of one head look.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class AttentionFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "MODEL", arity = "0..1", defaultValue = "bundled", description = ModelWords.MODEL)
    private String model;

    @ArgGroup(multiplicity = "1")
    private InputArguments input;

    @Option(names = "--block", paramLabel = "B", required = true, description = "The block, from 0.")
    private int block;

    @Option(names = "--head", paramLabel = "H", required = true, description = "The query head, from 0.")
    private int head;

    @Mixin
    private ColourArguments colours;

    @Mixin
    private FigureArguments figure;

    @Mixin
    private OutputArguments output;

    @Mixin
    private EngineArguments engine;

    AttentionFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, engine, output);
        InputArguments.Text text = input.text();
        EngineChoice choice = engine.choice();
        try (CommandEngine started = invocation.engine(engine, choice)) {
            OpenModel opened = started.open(model);
            ModelReference reference = ModelReference.of(model, opened.id());
            return job.run(started, opened, new AttentionFigureStudy(
                    reference, text.input(opened), block, head, colours.map(), colours.range(), paper, choice));
        }
    }
}
