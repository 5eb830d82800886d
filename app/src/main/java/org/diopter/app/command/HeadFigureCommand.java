package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What maps of one head have in common.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
abstract sealed class HeadFigureCommand implements Callable<Integer> permits AttentionFigureCommand, EvictionFigureCommand {
    private final Invocation invocation;
    private final Study study;

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

    /// Makes a study of what was asked for.
    @FunctionalInterface
    interface Study {
        PromptFigureStudy of(
                ModelReference model, Input input, EditChoice edits, int block, int head, String map, String range, Paper paper, EngineChoice engine);
    }

    HeadFigureCommand(Invocation invocation, Study study) {
        this.invocation = invocation;
        this.study = study;
    }

    @Override
    public Integer call() {
        Paper paper = figure.paper();
        EditChoice changed = edits.choice(pass.engine());
        FigureJob job = figure.job(invocation, pass.json(invocation));
        return pass.run(invocation, (opened, input) -> {
            PromptFigureStudy shown = study.of(
                    opened.reference(), input, changed, block, head, colours.map(), colours.range(), paper, opened.choice());
            return job.run(opened.engine(), opened.model(), shown);
        });
    }
}
