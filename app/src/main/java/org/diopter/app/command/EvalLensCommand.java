package org.diopter.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diopter eval-lens`.
@Command(name = "eval-lens", description = "Scores a lens beside the logit lens over a text, layer by layer.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class EvalLensCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelArguments model;

    @Mixin
    private LensArgument lens;

    @Mixin
    private StudyTextArguments text;

    @Mixin
    private SequenceLengthArgument length;

    @Option(names = "--transfer", description = "Also try each translator on the states of every other layer.")
    private boolean transfer;

    @Option(names = "--covariance", description = "Also compare the covariances of the stream at all layers.")
    private boolean covariance;

    @Mixin
    private UnitArgument unit;

    EvalLensCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        text.check();
        length.check();
        if (!text.isGiven()) {
            throw new WrongUsageException("Missing: a text that the lens has not seen (--text or --token-ids-file)");
        }
        EvalJob job = new EvalJob(invocation, model.json(invocation));
        return model.run(invocation, opened -> {
            StudyText read = text.text(opened.model());
            EvalStudy study = new EvalStudy(opened.reference(), opened.lens(lens.lens()), read, length.length(read, opened.model()), transfer, covariance,
                    unit.unit(), opened.choice());
            return job.run(opened.engine(), opened.model(), study);
        });
    }
}
