package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter align`.
@Command(name = "align", description = "Measures how far a lens's answer to a changed state points where the model's does, layer by layer.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class AlignCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Option(names = "--lens", paramLabel = "logit|DIR|FILE", description = "The lens; logit if not given.")
    private String lens = LensReference.LOGIT;

    @Mixin
    private AlignArguments align;

    AlignCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        align.check();
        AlignJob job = new AlignJob(invocation, model.json(invocation));
        return model.run(invocation, opened -> {
            LensReference reference = opened.lens(lens);
            AlignStudy study = new AlignStudy(opened.reference(), reference, align.text(opened), align.states(), align.directions(), opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
