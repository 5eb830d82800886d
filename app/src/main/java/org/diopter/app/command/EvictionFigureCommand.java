package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter figure eviction`.
@Command(name = "eviction", description = "Which keys one head keeps and when it evicts the others under a cache policy.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class EvictionFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private PassArguments pass;

    @Mixin
    private EditArguments edits;

    @Option(names = "--block", paramLabel = "B", required = true, description = "The block, from 0.")
    private int block;

    @Option(names = "--head", paramLabel = "H", required = true, description = "The query head, from 0.")
    private int head;

    @Mixin
    private ColourArguments colours;

    @Mixin
    private FigureArguments figure;

    EvictionFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Paper paper = figure.paper();
        EditChoice changed = edits.choice(pass.engine().home());
        FigureJob job = figure.job(invocation, pass.json(invocation));
        return pass.run(invocation, (opened, input) -> {
            EvictionFigureStudy study = new EvictionFigureStudy(
                    opened.reference(), input, changed, block, head, colours.map(), colours.range(), paper, opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
