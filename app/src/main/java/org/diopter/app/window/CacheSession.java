package org.diopter.app.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.diopter.app.job.Job;
import org.diopter.app.job.LatestTask;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.UnusableInputException;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.PolicyForm;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// Runs the study on the screen under the policies of the cache view's forms while the view is shown: by itself where prompts run by themselves, else when
/// asked. FX thread only.
final class CacheSession {
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration HEAD_QUIET = Duration.ofMillis(60);

    private final Workplace place;
    private final CacheModel view;
    private final Function<String, CachePolicy> policies;
    private final LatestTask runs;
    private final LatestTask heads;
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private @Nullable Wish wanted;
    private @Nullable Job running;

    /// What is to be computed.
    private record Wish(Findings findings, List<PolicyForm> asked) {
        boolean isAnsweredBy(CacheModel.@Nullable Known known) {
            return known != null && known.isOf(findings.study()) && known.asked().equals(asked);
        }

        boolean isAs(@Nullable Wish other) {
            return other != null && CacheModel.isSame(findings.study(), other.findings.study()) && asked.equals(other.asked);
        }
    }

    /// @param policies reads a policy's text; called off the FX thread
    CacheSession(Workplace place, CacheModel view, Function<String, CachePolicy> policies) {
        this.place = place;
        this.view = view;
        this.policies = policies;
        runs = new LatestTask(place.threads().timer(), place.fx());
        heads = new LatestTask(place.threads().timer(), place.fx());
        place.models().whenOpened(_ -> forget());
        Watch.all(this::follow, shown, place.trajectory().findings(), view.form(0), view.form(1), view.beside());
        Watch.all(this::requestHead, view.known(), view.block(), view.head());
    }

    /// Whether the cache view is shown.
    BooleanProperty shown() {
        return shown;
    }

    private void forget() {
        cancel();
        view.clear();
    }

    /// Stops what runs; what was known before stays.
    void cancel() {
        runs.cancel();
        heads.cancel();
        wanted = null;
        view.running().set(false);
    }

    private void follow() {
        Findings findings = place.trajectory().findings().get();
        view.tokens().set(findings == null ? 0 : findings.study().tokens().length());
        if (place.prompt().autoRun().get() || view.known().get() == null) {
            request(QUIET);
        }
    }

    /// Runs what is asked for, now.
    void run() {
        wanted = null;
        request(Duration.ZERO);
    }

    private void request(Duration quiet) {
        Findings findings = place.trajectory().findings().get();
        if (!shown.get() || findings == null || !findings.trajectory().isComplete()) {
            return;
        }
        Wish wish = new Wish(findings, view.asked());
        boolean usable = wish.asked().stream().allMatch(form -> form.problem(findings.study().tokens().length()).isEmpty());
        if (!usable || wish.isAs(wanted) || wanted == null && wish.isAnsweredBy(view.known().get())) {
            return;
        }
        wanted = wish;
        runs.request(quiet, () -> start(wish));
    }

    private Runnable start(Wish wish) {
        OpenModel open = place.models().model().get();
        if (open == null || !open.id().equals(wish.findings().study().model())) {
            return () -> {};
        }
        view.trouble().set("");
        view.running().set(true);
        int block = view.block().get();
        int head = view.head().get();
        Job started = place.jobs().start(WindowTexts.ALL.get("job.cache"), job -> compute(open, wish, block, head, job),
                (job, look) -> ended(job, () -> show(wish, look)), (job, problem) -> ended(job, () -> failed(problem)),
                job -> ended(job, () -> {}));
        running = started;
        return started::cancel;
    }

    private CacheModel.Look compute(OpenModel open, Wish wish, int block, int head, Job job) {
        Cancellation stop = DirectionsReading.stopping(job);
        List<CacheUse> uses = wish.asked().stream().map(form -> form.use(policies)).toList();
        job.stage(WindowTexts.ALL.get("stage.cache"), 1, 1);
        List<PolicyOutcome> outcomes = open.caches().compare(wish.findings().study(), uses, job, stop);
        CacheModel.Known known = new CacheModel.Known(wish.findings(), wish.asked(), uses, outcomes);
        return look(open, known, Math.min(block, outcomes.getFirst().blocks().size() - 1),
                Math.min(head, outcomes.getFirst().blocks().getFirst().heads() - 1), stop);
    }

    private static CacheModel.Look look(OpenModel open, CacheModel.Known known, int block, int head, Cancellation stop) {
        Study study = known.findings().study();
        List<HeadEvictions> seen = new ArrayList<>();
        for (CacheUse use : known.uses()) {
            seen.add(open.caches().head(study.with(use), block, head, stop));
        }
        return new CacheModel.Look(known, block, head, seen);
    }

    private void ended(Job job, Runnable act) {
        if (job.equals(running)) {
            running = null;
            view.running().set(false);
            act.run();
        }
    }

    private void failed(Throwable problem) {
        switch (problem) {
            case UnusableInputException input -> view.trouble().set(input.sentence() + " (" + input.code() + ")");
            default -> place.failed().accept(problem);
        }
    }

    private void show(Wish wish, CacheModel.Look look) {
        Findings now = place.trajectory().findings().get();
        if (now == null || !CacheModel.isSame(now.study(), wish.findings().study())) {
            return;
        }
        CacheModel.Known before = view.known().get();
        if (before == null || !before.findings().study().tokens().equals(now.study().tokens())) {
            view.viewport().set(Viewport.WHOLE);
        }
        view.look().set(look);
        view.known().set(look.known());
        view.lookAt(look.block(), look.head());
        view.goTo(view.query().get());
    }

    /// Another head of what is known.
    private void requestHead() {
        CacheModel.Known known = view.known().get();
        CacheModel.Look look = view.look().get();
        OpenModel open = place.models().model().get();
        int block = view.block().get();
        int head = view.head().get();
        if (known == null || open == null || look != null && look.known().equals(known) && look.block() == block && look.head() == head) {
            return;
        }
        heads.request(HEAD_QUIET, () -> {
            Job started = place.jobs().start(WindowTexts.ALL.get("job.cache-head", block, head),
                    job -> look(open, known, block, head, DirectionsReading.stopping(job)), (_, seen) -> {
                        if (Optional.ofNullable(view.known().get()).equals(Optional.of(known))) {
                            view.look().set(seen);
                        }
                    }, (_, problem) -> failed(problem));
            return started::cancel;
        });
    }
}
