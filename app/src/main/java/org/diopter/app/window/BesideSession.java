package org.diopter.app.window;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.app.job.LatestTask;
import org.diopter.app.window.StudyRunner.Order;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.Study;
import org.diopter.views.edits.Changes;
import org.diopter.views.figure.LensContrast;
import org.diopter.views.figure.Pin;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Watch;
import org.diopter.views.trajectory.LensMode;
import org.diopter.views.trajectory.LensSwitch;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// Gets what the logit lens reads of the study on the screen, while both lenses are looked at, and how both differ where that is asked for. The stream is
/// known: the model does not run again.
final class BesideSession {
    private static final Duration QUIET = Duration.ofMillis(60);
    private static final LensChoice LOGIT = new LensChoice.Logit();

    private final Engine engine;
    private final StudyRunner runner;
    private final Jobs jobs;
    private final ReadOnlyObjectProperty<@Nullable OpenModel> model;
    private final TrajectoryModel view;
    private final LensSwitch lenses;
    private final Executor fx;
    private final Consumer<Throwable> failed;
    private final LatestTask reading;
    private final LatestTask comparing;
    private @Nullable Wish last;
    private @Nullable Study differing;

    /// What should be known of the logit lens's reading.
    private record Wish(Study study, List<Integer> tracked, int position) {}

    /// @param failed hears why it could not be read
    BesideSession(Engine engine, StudyRunner runner, Jobs jobs, ReadOnlyObjectProperty<@Nullable OpenModel> model, TrajectoryModel view,
            ScheduledExecutorService timer, Executor fx, Consumer<Throwable> failed) {
        this.engine = engine;
        this.runner = runner;
        this.jobs = jobs;
        this.model = model;
        this.view = view;
        this.lenses = view.lenses();
        this.fx = fx;
        this.failed = failed;
        reading = new LatestTask(timer, fx);
        comparing = new LatestTask(timer, fx);
        Watch.all(this::request, view.findings(), lenses.mode(), view.look(), view.pins().pinned(), view.selected());
    }

    private void request() {
        Findings shown = view.findings().get();
        OpenModel open = model.get();
        if (lenses.mode().get() != LensMode.BOTH || shown == null || open == null || !shown.trajectory().isComplete()
                || !open.id().equals(shown.study().model()) || shown.study().lens().equals(LOGIT)) {
            return;
        }
        Wish wish = new Wish(shown.study(), view.pins().pinned().get().stream().map(Pin::id).toList(), position(shown));
        if (!wish.equals(last)) {
            last = wish;
            reading.request(QUIET, () -> read(open, shown, wish));
        } else if (view.look().get().quantity() instanceof LensContrast contrast && contrast.measure() == LensContrast.Measure.KL_BETWEEN
                && view.beside().filter(beside -> beside.trajectory().isComplete()).isPresent() && !shown.study().equals(differing)) {
            differing = shown.study();
            lenses.difference().set(null);
            comparing.request(QUIET, () -> compare(shown.study()));
        }
    }

    private int position(Findings shown) {
        return view.selected().get() == null ? 0 : Math.min(view.selected().get().position(), shown.trajectory().positions() - 1);
    }

    private Runnable read(OpenModel open, Findings shown, Wish wish) {
        Order order = Order.again(open, shown, wish.tracked(), wish.position(), Optional.empty(), new Changes(shown.study().edits(), shown.study().cache()));
        Job job = jobs.start(WindowTexts.ALL.get("job.beside"), mine -> runner.run(mine, order, _ -> {}, findings -> fx.execute(() -> show(wish, findings))),
                (_, findings) -> show(wish, findings), (_, problem) -> failed.accept(problem), _ -> {
                    // What was stopped may be asked for again.
                    last = wish.equals(last) ? null : last;
                });
        return job::cancel;
    }

    private void show(Wish wish, Findings findings) {
        if (wish.equals(last)) {
            lenses.beside().set(findings);
            request();
        }
    }

    private Runnable compare(Study study) {
        Study throughLogit = new Study(study.model(), study.tokens(), LOGIT, study.edits(), study.cache());
        Job job = jobs.start(WindowTexts.ALL.get("job.difference"),
                mine -> engine.workbench().difference(throughLogit, study.lens(), Reading.everything(study.tokens().length()), _ -> {}, mine),
                (_, difference) -> {
                    if (study.equals(differing)) {
                        lenses.difference().set(difference);
                    }
                }, (_, problem) -> failed.accept(problem), _ -> differing = study.equals(differing) ? null : differing);
        return job::cancel;
    }
}
