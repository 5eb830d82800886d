package org.diopter.app.window;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.app.job.Job;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.Run;
import org.diopter.engine.RunListener;
import org.diopter.engine.Study;
import org.diopter.engine.Workbench;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.kit.HeldLens;

/// A lens that was opened, and how it does on the prompt beside the logit lens.
///
/// @param model the open model's name
/// @param divergence KL to final, nats: the mean over the prompt's positions and all layers below the output; empty if nothing has been run
record LensTrial(HeldLens held, String model, Optional<Divergence> divergence) {
    /// KL to final through the lens and through the logit lens, nats.
    record Divergence(double lens, double logitLens) {}

    /// Tries a lens.
    ///
    /// @param tokens what to try it on, where there is something
    static LensTrial of(Workbench workbench, OpenModel model, HeldLens held, Optional<TokenSequence> tokens, Job job) {
        Optional<Divergence> divergence = tokens.map(t -> new Divergence(
                mean(read(workbench, new Study(model.id(), t, held.choice()), job)),
                mean(read(workbench, new Study(model.id(), t, new LensChoice.Logit()), job))));
        return new LensTrial(held, model.id().name(), divergence);
    }

    private static Trajectory read(Workbench workbench, Study study, Job job) {
        Run run = workbench.run(study, Reading.everything(study.tokens().length()), new RunListener() {});
        job.onCancel(run::cancel);
        return run.await();
    }

    private static double mean(Trajectory trajectory) {
        return IntStream.range(0, trajectory.rows() - 1).boxed()
                .flatMapToDouble(row -> IntStream.range(0, trajectory.positions()).mapToDouble(p -> trajectory.value(Statistic.KL_TO_FINAL, row, p)))
                .average()
                .orElse(Double.NaN);
    }

    /// Whether the user should be asked.
    boolean isDoubtful() {
        return isOfAnotherModel() || isNoBetter();
    }

    /// Whether its file names another model than the open one. Files write names with the owner before them.
    boolean isOfAnotherModel() {
        String base = held.lens().baseModel();
        String name = base.substring(base.replace('\\', '/').lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return !name.isEmpty() && !name.equals(model.toLowerCase(Locale.ROOT));
    }

    /// Whether the logit lens is as near to the final distribution.
    boolean isNoBetter() {
        return divergence.filter(d -> !(d.lens() < d.logitLens())).isPresent();
    }
}
