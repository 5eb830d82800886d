package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diopter align`.
@Command(name = "align", description = "Measures how far a lens's answer to a changed state points where the model's does, layer by layer.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class AlignCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Option(names = "--lens", paramLabel = "logit|DIR|FILE", description = "The lens; logit if not given.")
    private String lens = LensReference.LOGIT;

    @Mixin
    private StudyTextArguments text;

    @Option(names = "--states", paramLabel = "N", description = "How many tokens are changed, one at a time; 256 if not given.")
    private int states = 256;

    @Option(names = "--directions", paramLabel = "K",
            description = "Change a state within its layer's K causal directions only; the whole update of the block below if not given.")
    private int directions;

    AlignCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (states < 2 || directions < 0) {
            throw new ParameterException(spec.commandLine(), "--states is at least 2, --directions at least 0");
        }
        text.check();
        AlignJob job = new AlignJob(invocation, model.json(invocation));
        return model.run(invocation, opened -> {
            LensReference reference = opened.lens(lens);
            AlignStudy study = new AlignStudy(opened.reference(), reference, text.text(opened.model()), states, directions, opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
