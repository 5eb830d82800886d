package org.diopter.app.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter figure alignment`.
@Command(name = "alignment", description = "How far a lens's answer to a changed state points where the model's does, layer by layer, beside the logit lens.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class AlignmentFigureCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Option(names = "--lens", paramLabel = "logit|DIR|FILE", description = "The lens beside the logit lens; the logit lens alone if not given.")
    private String lens = LensReference.LOGIT;

    @Mixin
    private AlignArguments align;

    @Mixin
    private FigureArguments figure;

    AlignmentFigureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        align.check();
        Paper paper = figure.paper();
        FigureJob job = figure.job(invocation, model.json(invocation));
        return model.run(invocation, opened -> {
            List<LensReference> lenses = Stream.of(opened.lens(lens), LensReference.LOGIT_LENS).distinct().toList();
            AlignmentFigureStudy study = new AlignmentFigureStudy(
                    opened.reference(), lenses, align.text(opened), align.states(), align.directions(), paper, opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
