package org.diopter.app.window;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.app.job.LatestTask;
import org.diopter.app.window.StudyRunner.Order;
import org.diopter.engine.OpenModel;
import org.diopter.engine.SelfCheck;
import org.diopter.engine.Study;
import org.diopter.engine.Workbench;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Watch;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// The model and the study on the screen: opens models, runs the prompt, hands what is found to the views. The newest request wins; what an older
/// one still says is dropped. FX thread only.
final class StudySession {
    /// How long the prompt rests before it runs by itself.
    static final Duration QUIET = Duration.ofMillis(300);
    /// A run longer than this turns auto-run off.
    static final Duration SLOW = Duration.ofMillis(1_500);

    /// What others do when something has happened.
    interface Listener {
        /// A model is open and its prompt about to run.
        void opened(OpenModel model);

        /// A model could not be opened; the one before it stays.
        void notOpened(String name, Throwable problem);

        /// A run has ended with a complete trajectory.
        void ran(Duration took);

        /// A run has failed; what was shown before stays.
        void notRun(Throwable problem);
    }

    private final Engine engine;
    private final Jobs jobs;
    private final PromptModel prompt;
    private final TrajectoryModel view;
    private final StudyRunner runner;
    private final LensSession lenses;
    private final Executor fx;
    private final Listener listener;
    private final LatestTask counting;
    private final LatestTask running;
    private final LatestTask reading;
    private final ReadOnlyObjectWrapper<@Nullable OpenModel> model = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SelfCheck> check = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Job> opening = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty lowMemory = new SimpleBooleanProperty();
    private @Nullable Opening lastOpening;
    private @Nullable Job run;
    private @Nullable Wish lastWish;
    private @Nullable String shownText;

    StudySession(Engine engine, Jobs jobs, PromptModel prompt, TrajectoryModel view, StudyRunner runner, LensSession lenses,
            ScheduledExecutorService timer, Executor fx, Listener listener) {
        this.engine = engine;
        this.jobs = jobs;
        this.prompt = prompt;
        this.view = view;
        this.runner = runner;
        this.lenses = lenses;
        this.fx = fx;
        this.listener = listener;
        counting = new LatestTask(timer, fx);
        running = new LatestTask(timer, fx);
        reading = new LatestTask(timer, fx);
        prompt.text().subscribe((_, _) -> promptChanged());
        prompt.autoRun().subscribe((_, _) -> promptChanged());
        view.lenses().choice().subscribe((_, _) -> lensChanged());
        Watch.all(this::readMoreIfWanted, view.pins().pinned(), view.look(), view.selected(), view.findings());
    }

    /// The open model; null before the first.
    ReadOnlyObjectProperty<@Nullable OpenModel> model() {
        return model.getReadOnlyProperty();
    }

    /// Its self-check; null before it was made.
    ReadOnlyObjectProperty<@Nullable SelfCheck> check() {
        return check.getReadOnlyProperty();
    }

    /// The job that opens another model; null while none is being opened.
    ReadOnlyObjectProperty<@Nullable Job> opening() {
        return opening.getReadOnlyProperty();
    }

    /// Opens a model. The one before it stays open and usable until the new one is there, and for good if it cannot be opened.
    ///
    /// @param name of the model, for people
    /// @param folder finds its folder, off the FX thread
    void open(String name, Function<Progress, Path> folder) {
        open(new Opening(name, folder, lowMemory.get()));
    }

    /// Opens the model that was asked for last in low-memory mode.
    void openAgainWithLowMemory() {
        if (lastOpening != null) {
            open(new Opening(lastOpening.name(), lastOpening.folder(), true));
        }
    }

    /// Whether models are opened in low-memory mode.
    BooleanProperty lowMemory() {
        return lowMemory;
    }

    /// A model that is to be opened.
    private record Opening(String name, Function<Progress, Path> folder, boolean lowMemory) {
        OpenModel on(Workbench workbench, Progress progress) {
            Path found = folder.apply(progress);
            return lowMemory ? workbench.openWithLowMemory(found, progress) : workbench.open(found, progress);
        }
    }

    private void open(Opening wanted) {
        cancelOpening();
        lastOpening = wanted;
        String name = wanted.name();
        String title = WindowTexts.ALL.get("job.opening", name);
        opening.set(jobs.start(title, job -> {
            OpenModel opened = wanted.on(engine.workbench(), job);
            return new Opened(opened, lenses.finder(job).apply(opened));
        }, this::adopt, (job, problem) -> {
            if (job.equals(opening.get())) {
                opening.set(null);
            }
            listener.notOpened(name, problem);
        }));
    }

    private record Opened(OpenModel model, Optional<HeldLens> lens) {}

    /// Stops opening another model.
    void cancelOpening() {
        if (opening.get() != null) {
            opening.get().cancel();
            opening.set(null);
        }
    }

    /// A model that nobody waits for any more is closed again.
    private void adopt(Job job, Opened found) {
        OpenModel opened = found.model();
        if (!job.equals(opening.get())) {
            close(opened);
            return;
        }
        opening.set(null);
        running.cancel();
        reading.cancel();
        OpenModel before = model.get();
        check.set(null);
        prompt.ids().set(opened.tokenizer().isEmpty());
        model.set(opened);
        lenses.opened(opened, found.lens());
        if (before != null) {
            close(before);
        }
        listener.opened(opened);
        view.pins().reset();
        runNow();
    }

    private void close(OpenModel old) {
        jobs.start(WindowTexts.ALL.get("job.closing", old.id().name()), _ -> {
            old.close();
            return old;
        }, (_, _) -> {}, (_, _) -> {});
    }

    /// Proves the model again, whatever is kept of an earlier proof.
    void checkAgain() {
        prove(OpenModel::checkAgain);
    }

    private void prove(BiFunction<OpenModel, Progress, SelfCheck> how) {
        OpenModel open = model.get();
        if (open != null) {
            jobs.start(WindowTexts.ALL.get("job.checking", open.id().name()), job -> how.apply(open, job), (_, result) -> {
                if (open.equals(model.get())) {
                    check.set(result);
                }
            }, (_, problem) -> listener.notRun(problem));
        }
    }

    /// Runs the prompt without waiting.
    void runNow() {
        running.startNow(() -> start(order(false), false));
    }

    /// Runs the last tokens of a prompt that is too long.
    private void cutAndRun() {
        running.startNow(() -> start(order(true), false));
    }

    /// Stops what runs, and what is being opened.
    void cancel() {
        running.cancel();
        reading.cancel();
        cancelOpening();
    }

    private void promptChanged() {
        OpenModel open = model.get();
        view.change(look -> look.withStale(isStale()));
        if (open == null) {
            return;
        }
        if (prompt.autoRun().get() && !prompt.text().get().equals(shownText)) {
            running.request(QUIET, () -> start(order(false), false));
        } else {
            running.cancel();
            counting.request(QUIET.dividedBy(2), () -> count(open));
        }
    }

    private boolean isStale() {
        boolean other = shownText != null && !prompt.text().get().equals(shownText);
        return other && (!prompt.autoRun().get() || prompt.trouble().get() != null);
    }

    private Runnable count(OpenModel open) {
        String text = prompt.text().get();
        return jobs.start(WindowTexts.ALL.get("job.counting"), _ -> PromptTokens.of(text, open), (_, tokens) -> showCount(tokens),
                (_, problem) -> showTrouble(problem))::cancel;
    }

    private void showCount(PromptTokens tokens) {
        prompt.count().set(WindowTexts.ALL.get(tokens.length() == 1 ? "prompt.token" : "prompt.tokens", Numbers.count(tokens.length())));
        prompt.warning().set(tokens.warning().orElse(""));
        prompt.trouble().set(null);
    }

    /// The prompt as it stands, for the open model.
    private Optional<Order> order(boolean cut) {
        return Optional.ofNullable(model.get()).map(open -> new Order(open, prompt.text().get(), Optional.empty(), cut, view.tracked(), position(),
                view.lenses().current()));
    }

    private int position() {
        return view.selected().get() == null ? Integer.MAX_VALUE : view.selected().get().position();
    }

    /// @param more whether more is read of what is shown already, which says nothing about how long a run takes
    private Runnable start(Optional<Order> order, boolean more) {
        if (order.isEmpty()) {
            return () -> {};
        }
        if (!more) {
            reading.cancel();
            lastWish = null;
        }
        String text = order.get().text();
        Job job = jobs.start(WindowTexts.ALL.get("job.running", order.get().model().id().name()),
                mine -> runner.run(mine, order.get(), tokens -> whileNewest(mine, () -> showCount(tokens)),
                        findings -> whileNewest(mine, () -> show(findings, text))),
                (mine, _) -> finished(mine, more), this::failed);
        run = job;
        return job::cancel;
    }

    private void whileNewest(Job job, Runnable act) {
        fx.execute(() -> ifNewest(job, act));
    }

    private void ifNewest(Job job, Runnable act) {
        if (job.equals(run) && !job.cancelled()) {
            act.run();
        }
    }

    private void show(Findings findings, String text) {
        shownText = text;
        prompt.trouble().set(null);
        view.findings().set(findings);
        view.change(look -> look.withStale(isStale()));
    }

    private void finished(Job job, boolean more) {
        ifNewest(job, () -> {
            if (!more) {
                judge(job.state().elapsed());
            }
            readMoreIfWanted();
        });
    }

    /// What follows from how long a run took. The first run of a model builds its blocks, so its time says nothing about the next.
    private void judge(Duration took) {
        boolean first = check.get() == null;
        prompt.remark().set("");
        if (prompt.autoRun().get() && !first && took.compareTo(SLOW) > 0) {
            prompt.autoRun().set(false);
            prompt.remark().set(WindowTexts.ALL.get("prompt.auto-off", Numbers.fixed(took.toMillis() / 1000.0, 1)));
        }
        listener.ran(took);
        if (first) {
            prove(OpenModel::check);
        }
    }

    private void failed(Job job, Throwable problem) {
        ifNewest(job, () -> showTrouble(problem));
    }

    /// Trouble with the prompt itself shows under it, anything else is the listener's.
    private void showTrouble(Throwable problem) {
        if (problem instanceof UnusableInputException input && List.of("", "D-106", "D-201").contains(input.code())) {
            boolean tooLong = input.code().equals("D-201");
            prompt.trouble().set(new PromptModel.Trouble(input.sentence(), input.code(), tooLong ? WindowTexts.ALL.get("prompt.cut") : null,
                    this::cutAndRun));
            view.change(look -> look.withStale(isStale()));
        } else {
            listener.notRun(problem);
        }
    }

    /// Reads again if a token is wanted that was not followed everywhere, or the selected position's ranks have not been counted: once for each wish.
    private void readMoreIfWanted() {
        Findings shown = view.findings().get();
        OpenModel open = model.get();
        if (shown == null || open == null || !open.id().equals(shown.study().model()) || !shown.trajectory().isComplete()
                || position() >= shown.trajectory().positions()) {
            return;
        }
        Wish wish = new Wish(shown.study(), view.tracked(), position());
        if (isIdle() && wish.isOpen(shown.trajectory()) && !wish.equals(lastWish)) {
            lastWish = wish;
            Order order = again(open, shown, wish.position());
            reading.request(QUIET.dividedBy(4), () -> isIdle() ? start(Optional.of(order), true) : () -> {});
        }
    }

    /// The tokens that are shown, through the lens that is chosen now.
    private Order again(OpenModel open, Findings shown, int position) {
        return new Order(open, shown.provenance().prompt(), Optional.of(shown.study().tokens()), false, view.tracked(), position,
                view.lenses().current());
    }

    /// What is shown is read through another lens. The stream is known, so the model does not run again.
    private void lensChanged() {
        Findings shown = view.findings().get();
        OpenModel open = model.get();
        if (shown == null || open == null || !open.id().equals(shown.study().model()) || shown.study().lens().equals(view.lenses().choice().get())) {
            return;
        }
        if (isIdle()) {
            running.startNow(() -> start(Optional.of(again(open, shown, position())), true));
        } else {
            runNow();
        }
    }

    private boolean isIdle() {
        return run == null || !run.state().running();
    }

    /// What should be known of the study that is shown.
    private record Wish(Study study, List<Integer> tracked, int position) {
        boolean isOpen(Trajectory trajectory) {
            return !trajectory.isRanked(position) || tracked.stream().anyMatch(id -> !isFollowed(trajectory, id));
        }

        private static boolean isFollowed(Trajectory trajectory, int id) {
            return IntStream.range(0, trajectory.positions())
                    .allMatch(position -> Arrays.stream(trajectory.tracked(position)).anyMatch(known -> known == id));
        }
    }
}
