package org.diopter.app.window;

import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.engine.OpenModel;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.data.Task;
import org.diopter.engine.evaluation.FittingItems;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldPlan;
import org.diopter.engine.laser.Reduction;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.kit.Watch;
import org.diopter.views.rank.HeldPhase;
import org.diopter.views.rank.SearchModel;
import org.diopter.views.rank.SearchState;
import org.jspecify.annotations.Nullable;

/// Asks the items of a search with parts of a setting's matrix alone, to see what the components that it removes held. FX thread only.
final class HeldSession {
    /// Of the streams that are kept between two parts.
    private static final long STREAM_BYTES = 512L << 20;

    private final Engine engine;
    private final Jobs jobs;
    private final ModelSession models;
    private final SearchModel view;
    private final Executor fx;
    private @Nullable Job running;

    HeldSession(Engine engine, Jobs jobs, ModelSession models, SearchModel view, Executor fx) {
        this.engine = engine;
        this.jobs = jobs;
        this.models = models;
        this.view = view;
        this.fx = fx;
        Watch.all(this::searchChanged, view.state());
    }

    /// Answers belong to the items of one search.
    private void searchChanged() {
        if (view.state().get() == null) {
            stop();
        }
    }

    /// Asks about a setting, in place of one that is being asked about.
    void ask(Reduction reduction) {
        OpenModel open = models.model().get();
        SearchState state = view.state().get();
        Tokenizer tokenizer = open == null ? null : open.tokenizer().orElse(null);
        if (open == null || state == null || tokenizer == null) {
            return;
        }
        stop();
        show(new HeldPhase.Asking(reduction, "", 0, 0));
        running = jobs.start(WindowTexts.ALL.get("job.held", reduction.matrix()), job -> answers(job, open, state.task(), reduction),
                (job, answers) -> ended(job, new HeldPhase.Answered(reduction, answers, tokenizer)),
                (job, why) -> ended(job, new HeldPhase.Failed(reduction, WindowTexts.sentence(why))), job -> ended(job, HeldPhase.UNASKED));
    }

    /// Stops asking; what was answered so far is dropped. Answers that are complete stay.
    void stop() {
        if (running != null) {
            running.cancel();
            running = null;
            show(HeldPhase.UNASKED);
        }
    }

    private HeldAnswers answers(Job job, OpenModel open, Task task, Reduction reduction) {
        HeldPlan plan = new HeldPlan(reduction.edit(), HeldPlan.SHARES);
        int[] items = open.tokenizer().map(words -> FittingItems.of(task, words, open.card().context()).indices())
                .orElseGet(() -> IntStream.range(0, task.items().size()).toArray());
        try (TaskEvaluator evaluator = engine.workbench().evaluator(open.id(), task, STREAM_BYTES)) {
            return evaluator.held(plan, items, new Told(job, reduction));
        }
    }

    private void ended(Job job, HeldPhase how) {
        if (job.equals(running)) {
            running = null;
            show(how);
        }
    }

    private void show(HeldPhase phase) {
        view.held().phase().set(phase);
    }

    /// Says in the view, too, how far the work is.
    private final class Told implements Progress {
        private final Job job;
        private final Reduction reduction;
        private String stage = "";

        Told(Job job, Reduction reduction) {
            this.job = job;
            this.reduction = reduction;
        }

        @Override
        public void stage(String name, int number, int of) {
            job.stage(name, number, of);
            stage = name;
            tell(new HeldPhase.Asking(reduction, stage, 0, 0));
        }

        @Override
        public void items(long done, long total) {
            job.items(done, total);
            tell(new HeldPhase.Asking(reduction, stage, done, total));
        }

        private void tell(HeldPhase.Asking now) {
            fx.execute(() -> {
                if (job.equals(running)) {
                    show(now);
                }
            });
        }

        @Override
        public boolean cancelled() {
            return job.cancelled();
        }
    }
}
