package org.diopter.app.window;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.app.job.LatestTask;
import org.diopter.app.window.StudyRunner.Order;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.Study;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.diopter.views.edits.Changes;
import org.diopter.views.edits.EditedRun;
import org.diopter.views.edits.NetEffect;
import org.diopter.views.edits.Runs;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Watch;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// Keeps B, the study on the screen under some edits and a cache policy, up to date with both. The newest wish wins; but a run that has just begun may end, so that
/// a slider that is being dragged shows something on its way. FX thread only.
final class EditedSession {
    /// A run that is older gives way to a newer wish at once.
    static final Duration YOUNG = Duration.ofMillis(150);
    private static final Duration QUIET = Duration.ofMillis(200);

    private final Engine engine;
    private final StudyRunner runner;
    private final Jobs jobs;
    private final ModelSession models;
    private final TrajectoryModel view;
    private final Runs runs;
    private final ObservableValue<Changes> changes;
    private final Executor fx;
    private final Consumer<Throwable> failed;
    private final LatestTask running;
    private final LatestTask overdue;
    private final LatestTask effects;
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private @Nullable Wish wanted;
    private @Nullable Job job;
    private @Nullable Study measured;

    /// @param view whose study, lens, pins and position are followed
    /// @param changes that are to be run
    /// @param runs where B goes, with its A; those of the view, or others that take their A from them
    /// @param failed hears of what is no trouble with the edits themselves
    EditedSession(Engine engine, StudyRunner runner, Jobs jobs, ModelSession models, TrajectoryModel view, ObservableValue<Changes> changes, Runs runs,
            ScheduledExecutorService timer, Executor fx, Consumer<Throwable> failed) {
        this.engine = engine;
        this.runner = runner;
        this.jobs = jobs;
        this.models = models;
        this.view = view;
        this.changes = changes;
        this.runs = runs;
        this.fx = fx;
        this.failed = failed;
        running = new LatestTask(timer, fx);
        overdue = new LatestTask(timer, fx);
        effects = new LatestTask(timer, fx);
        models.whenOpened(_ -> forget());
        if (runs != view.runs()) {
            view.runs().baseline().subscribe(runs.baseline()::set);
        }
        Watch.all(this::request, changes, runs.baseline(), view.pins().pinned(), view.look(), view.selected());
    }

    /// Why the edits cannot be run as they stand; empty if they can.
    ReadOnlyStringProperty trouble() {
        return trouble.getReadOnlyProperty();
    }

    /// Stops what runs; B stays as far as it has come, until it is asked for again.
    void cancel() {
        wanted = null;
        overdue.cancel();
        running.cancel();
        effects.cancel();
    }

    private void forget() {
        cancel();
        trouble.set("");
        runs.edited().set(null);
        runs.effect().set(null);
        measured = null;
    }

    private void request() {
        OpenModel open = models.model().get();
        Findings a = runs.baseline().get();
        Changes active = changes.getValue();
        runs.editing().set(!active.isEmpty());
        if (active.isEmpty() || open == null || a == null || !open.id().equals(a.study().model())) {
            if (wanted != null || runs.edited().get() != null) {
                forget();
            }
            return;
        }
        if (!a.trajectory().isComplete()) {
            return;
        }
        Wish wish = Wish.of(view, new Study(open.id(), a.study().tokens(), a.study().lens(), active.edits(), active.cache()), a.trajectory().positions());
        if (!wish.equals(wanted) || isOutdated(a)) {
            wanted = wish;
            startOrWait();
        }
    }

    /// Whether B is paired with an earlier reading of A.
    private boolean isOutdated(Findings a) {
        EditedRun run = runs.edited().get();
        return run != null && run.baseline().study().equals(a.study()) && !run.baseline().equals(a);
    }

    private void startOrWait() {
        Job now = job;
        if (now != null && now.state().running() && now.state().elapsed().compareTo(YOUNG) < 0) {
            overdue.request(YOUNG.minus(now.state().elapsed()), () -> {
                startWanted();
                return () -> {};
            });
        } else {
            startWanted();
        }
    }

    private void startWanted() {
        overdue.cancel();
        Wish wish = wanted;
        OpenModel open = models.model().get();
        Findings a = runs.baseline().get();
        if (wish != null && open != null && a != null && a.study().lens().equals(view.lenses().choice().get())) {
            effects.cancel();
            running.startNow(() -> start(wish, open, a));
        }
    }

    /// Runs what is not known yet of B, and of A where it has to go through other sessions than it did.
    private Runnable start(Wish wish, OpenModel open, Findings a) {
        Optional<EditedRun> known = Optional.ofNullable(runs.edited().get());
        Optional<Findings> b = known.map(EditedRun::run).filter(run -> isKnown(run, wish));
        boolean alike = wish.baseline().study().equals(a.study());
        Optional<Findings> baseline = alike ? Optional.of(a) : known.map(EditedRun::baseline).filter(run -> isKnown(run, wish.baseline()));
        if (b.isPresent() && baseline.isPresent()) {
            keep(new EditedRun(b.get(), baseline.get()));
            measureOnceQuiet(wish, new EditedRun(b.get(), baseline.get()));
            job = null;
            return () -> {};
        }
        Order order = order(open, a, wish);
        Order baselineOrder = order(open, a, wish.baseline());
        Job started = jobs.start(WindowTexts.ALL.get("job.edited", open.id().name()), mine -> {
            Findings first = baseline.orElseGet(() -> runner.run(mine, baselineOrder, _ -> {}, _ -> {}));
            if (b.isPresent()) {
                return new EditedRun(b.get(), first);
            }
            if (order.changes().cache().isFull()) {
                runner.run(mine, order.ofChanges(), _ -> {}, found -> arrived(mine, new EditedRun(found, first)));
            }
            return new EditedRun(runner.run(mine, order, _ -> {}, _ -> {}), first);
        }, (mine, found) -> ended(mine, wish, found), (_, why) -> couldNot(wish, why), mine -> stopped(mine, wish));
        job = started;
        return started::cancel;
    }

    private static boolean isKnown(Findings run, Wish wish) {
        return run.study().equals(wish.study()) && !wish.isOpen(run.trajectory());
    }

    private Order order(OpenModel open, Findings a, Wish wish) {
        return Order.again(open, a, wish.tracked(), wish.position(), view.lenses().current(), new Changes(wish.study().edits(), wish.study().cache()));
    }

    private void arrived(Job mine, EditedRun found) {
        fx.execute(() -> {
            if (mine.equals(job) && !mine.cancelled()) {
                keep(found);
            }
        });
    }

    private void ended(Job mine, Wish wish, EditedRun found) {
        if (mine.equals(job)) {
            keep(found);
            if (wish.equals(wanted)) {
                measureOnceQuiet(wish, found);
            } else {
                startWanted();
            }
        }
    }

    /// Whoever stopped it may want it after all: the next request runs it.
    private void stopped(Job mine, Wish wish) {
        if (mine.equals(job) && wish.equals(wanted)) {
            wanted = null;
        }
    }

    private void keep(EditedRun found) {
        if (wanted != null) {
            trouble.set("");
            runs.edited().set(found);
        }
    }

    /// What is wrong with an edit is told where edits are; the rest is everybody's.
    private void couldNot(Wish wish, Throwable why) {
        if (!wish.equals(wanted)) {
            return;
        }
        runs.edited().set(null);
        runs.effect().set(null);
        measured = null;
        if (why instanceof UnusableInputException input) {
            trouble.set(input.sentence());
        } else {
            failed.accept(why);
        }
    }

    private void measureOnceQuiet(Wish wish, EditedRun found) {
        if (!wish.study().equals(measured)) {
            effects.request(QUIET, () -> measure(wish, found));
        }
    }

    /// How far the output after the last position moves: no more of the difference is computed than that.
    private Runnable measure(Wish wish, EditedRun found) {
        int last = found.run().trajectory().positions() - 1;
        int output = found.run().card().layers();
        Job started = jobs.start(WindowTexts.ALL.get("job.effect"), mine -> {
            LastColumn column = new LastColumn(mine, last);
            Reading reading = new Reading(List.of(output), 1, List.of(), last);
            try {
                column.accept(engine.workbench().difference(wish.baseline().study(), wish.study(), reading, column, column));
            } catch (CancelledException stopped) {
                mine.throwIfCancelled();
            }
            return NetEffect.of(found, column.found(), last);
        }, (_, effect) -> {
            if (wanted != null && wish.study().equals(wanted.study())) {
                measured = wish.study();
                runs.effect().set(effect);
            }
        }, (_, why) -> failed.accept(why));
        return started::cancel;
    }
}
