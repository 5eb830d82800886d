package org.diopter.engine.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.Run;
import org.diopter.engine.RunListener;
import org.diopter.engine.Study;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.Workbench;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.LessPolicy;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Score;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.jspecify.annotations.Nullable;

/// Measures the studies of a sweep with an open model, one after the other. Works on the caller's thread.
public final class SweepMeter implements AutoCloseable {
    /// What the streams of a task's items may hold between two stacks of edits.
    private static final long STREAM_BYTES = 512L << 20;

    private static final RunListener NOBODY = new RunListener() {};

    private final Workbench workbench;
    private final OpenModel model;
    private final SweepGrid grid;
    private final Function<Run, Trajectory> await;
    private @Nullable Asked asked;

    /// The evaluator of the questions that were asked last.
    private record Asked(int data, TaskEvaluator evaluator) {}

    /// @param await waits for a run, and stops it if work shall stop, such as [Run#await]
    public SweepMeter(Workbench workbench, OpenModel model, SweepGrid grid, Function<Run, Trajectory> await) {
        this.workbench = workbench;
        this.model = model;
        this.grid = grid;
        this.await = await;
    }

    /// Measures one study.
    ///
    /// @param progress says whether it shall stop; hears nothing that matters
    /// @return a row a layer of a prompt, or one row
    /// @throws org.diopter.model.UnusableInputException if an edit or a policy does not fit model or data
    /// @throws org.diopter.model.CancelledException if it was stopped
    public List<SweepRow> measure(SweepPoint point, Progress progress, Cancellation cancellation) {
        progress.throwIfCancelled();
        EditStack edits = grid.edits().get(point.edits());
        CacheUse cache = grid.caches().get(point.cache());
        return switch (grid.data().get(point.data())) {
            case SweepData.Prompt prompt -> layers(prompt.tokens(), grid.lenses().get(point.lens()), edits, cache, progress);
            case SweepData.Text text -> List.of(text(text.pieces(), edits, cache, progress, cancellation));
            case SweepData.Questions questions -> List.of(task(point.data(), questions, edits, cache, progress, cancellation));
        };
    }

    private List<SweepRow> layers(TokenSequence tokens, LensChoice lens, EditStack edits, CacheUse cache, Progress progress) {
        int last = tokens.length() - 1;
        Reading reading = new Reading(grid.layers(), 1, grid.tracked(), last).ofFirst();
        Study study = new Study(model.id(), tokens, lens, edits, cache);
        Study baseline = new Study(model.id(), tokens, lens, edits.neutral());
        Trajectory trajectory = await.apply(workbench.run(study, reading, NOBODY));
        boolean changed = !edits.isEmpty() || !cache.isFull();
        @Nullable LensDifference difference = changed ? workbench.difference(baseline, study, reading, _ -> {}, progress) : null;
        List<SweepRow> rows = new ArrayList<>();
        for (int row = 0; row < trajectory.rows(); row++) {
            if (grid.layers().contains(trajectory.layer(row))) {
                float kl = difference == null ? 0 : difference.value(LensDifference.Measure.KL, row, last);
                rows.add(layer(trajectory, row, last, kl));
            }
        }
        return rows;
    }

    private SweepRow layer(Trajectory trajectory, int row, int position, float klToBaseline) {
        List<SweepRow.Followed> tracked = grid.tracked().stream()
                .map(id -> new SweepRow.Followed(
                        id, trajectory.trackedLogProbability(row, position, id), (int) trajectory.trackedRank(row, position, id)))
                .toList();
        return new SweepRow.AtLayer(
                trajectory.layer(row),
                trajectory.topId(row, position, 0),
                trajectory.topLogProbability(row, position, 0),
                trajectory.value(Statistic.ENTROPY, row, position),
                trajectory.value(Statistic.KL_TO_FINAL, row, position),
                klToBaseline,
                tracked);
    }

    private SweepRow text(List<TokenSequence> pieces, EditStack edits, CacheUse cache, Progress progress, Cancellation cancellation) {
        LensChoice output = new LensChoice.Logit();
        List<PolicyEffect> effects = new ArrayList<>();
        for (TokenSequence piece : pieces) {
            Study baseline = new Study(model.id(), piece, output, edits.neutral());
            Study study = new Study(model.id(), piece, output, edits);
            List<PolicyOutcome> outcomes = model.caches().compare(baseline, study, List.of(cache), progress, cancellation);
            effects.add(outcomes.getFirst().effect());
        }
        PolicyEffect effect = PolicyEffect.mean(effects);
        double retained = cache.policy() instanceof LessPolicy ? Double.NaN : effect.meanRetainedMass();
        return new SweepRow.OnText(effect.tokens(), effect.budget(), effect.meanCrossEntropy(), effect.meanKl(), effect.agreement(), retained);
    }

    private SweepRow task(int data, SweepData.Questions questions, EditStack edits, CacheUse cache, Progress progress, Cancellation cancellation) {
        int[] items = questions.indices();
        List<Outcome> outcomes = questions.asChoices()
                ? model.caches().evaluate(questions.task(), edits, cache, items, progress, cancellation)
                : evaluator(data, questions).evaluate(edits, items, progress);
        Score score = Score.of(questions.task(), items, outcomes);
        return new SweepRow.OnTask(score.items(), score.correct(), score.logLoss());
    }

    private TaskEvaluator evaluator(int data, SweepData.Questions questions) {
        Asked known = asked;
        if (known != null && known.data() == data) {
            return known.evaluator();
        }
        close();
        TaskEvaluator fresh = workbench.evaluator(model.id(), questions.task(), STREAM_BYTES);
        asked = new Asked(data, fresh);
        return fresh;
    }

    /// Lets go of what is kept between studies; the model stays open.
    @Override
    public void close() {
        if (asked != null) {
            asked.evaluator().close();
            asked = null;
        }
    }
}
