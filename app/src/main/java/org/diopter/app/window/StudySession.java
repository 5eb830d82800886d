package org.diopter.app.window;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.app.job.LatestTask;
import org.diopter.app.window.StudyRunner.Order;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.edits.Changes;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Watch;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// The study on the screen: runs the prompt on the open model and hands what is found to the views. The newest request wins; what an older one still
/// says is dropped. FX thread only.
final class StudySession {
    /// How long the prompt rests before it runs by itself.
    static final Duration QUIET = Duration.ofMillis(300);
    /// A run longer than this turns auto-run off.
    static final Duration SLOW = Duration.ofMillis(1_500);

    /// What others do when something has happened.
    interface Listener {
        /// A run has ended with a complete trajectory.
        void ran(Duration took);

        /// A run has failed; what was shown before stays.
        void notRun(Throwable problem);
    }

    private final ModelSession models;
    private final Jobs jobs;
    private final PromptModel prompt;
    private final TrajectoryModel view;
    private final StudyRunner runner;
    private final Executor fx;
    private final Listener listener;
    private final LatestTask counting;
    private final LatestTask running;
    private final LatestTask reading;
    private @Nullable Job run;
    private @Nullable Wish lastWish;
    private @Nullable Written ran;
    private @Nullable PromptTokens following;
    private Runnable whenCancelled = () -> {};

    /// What stands in the prompt.
    private record Written(String text, Optional<TokenSequence> tokens) {}

    StudySession(ModelSession models, Jobs jobs, PromptModel prompt, TrajectoryModel view, StudyRunner runner, ScheduledExecutorService timer,
            Executor fx, Listener listener) {
        this.models = models;
        this.jobs = jobs;
        this.prompt = prompt;
        this.view = view;
        this.runner = runner;
        this.fx = fx;
        this.listener = listener;
        counting = new LatestTask(timer, fx);
        running = new LatestTask(timer, fx);
        reading = new LatestTask(timer, fx);
        models.model().subscribe((_, _) -> modelChanged());
        models.whenOpened(_ -> opened());
        prompt.text().subscribe((_, _) -> typed());
        prompt.tokens().subscribe((_, _) -> typed());
        prompt.autoRun().subscribe((_, _) -> promptChanged());
        view.lenses().choice().subscribe((_, _) -> lensChanged());
        Watch.all(this::readMoreIfWanted, view.pins().pinned(), view.look(), view.selected(), view.runs().baseline(), view.runs().show());
    }

    private void modelChanged() {
        running.cancel();
        reading.cancel();
        OpenModel open = models.model().get();
        if (open != null) {
            prompt.ids().set(open.tokenizer().isEmpty());
            prompt.forgetTokens();
            prompt.tokenizer().set(open.tokenizer());
        }
        view.change(look -> look.withStale(isStale()));
    }

    /// The prompt runs on a model that has just been opened.
    private void opened() {
        view.pins().reset();
        runNow();
    }

    /// Runs the prompt without waiting.
    void runNow() {
        running.startNow(() -> start(order(false), false));
    }

    /// Runs the last tokens of a prompt that is too long.
    private void cutAndRun() {
        running.startNow(() -> start(order(true), false));
    }

    /// What else stops when the user cancels.
    void whenCancelled(Runnable stop) {
        whenCancelled = stop;
    }

    /// Shows a prompt that has grown, its tokens as they are, as soon as nothing runs; of several the last.
    void follow(PromptTokens longer) {
        following = longer;
        followIfIdle();
    }

    private void followIfIdle() {
        PromptTokens next = following;
        OpenModel open = models.model().get();
        if (next == null || open == null || !isIdle()) {
            return;
        }
        following = null;
        // What was to be read more of is not what will be shown.
        reading.cancel();
        lastWish = null;
        // Tokens set by hand would not be those of the longer text either.
        Optional<TokenSequence> byHand = written().tokens().map(_ -> next.tokens());
        ran = new Written(next.text(), byHand);
        prompt.show(prompt.chosen().get().with(next.text(), byHand));
        Order order = new Order(open, next.text(), Optional.of(next.tokens()), false, view.tracked(), position(), view.lenses().current());
        running.startNow(() -> start(Optional.of(order), true));
    }

    /// Stops what runs, and what is being opened.
    void cancel() {
        following = null;
        whenCancelled.run();
        running.cancel();
        reading.cancel();
        models.cancelOpening();
    }

    /// Stops everything, and what waits to be started.
    void close() {
        cancel();
        counting.cancel();
    }

    /// What stands in the prompt now is what is wanted, not a longer text that waits for its turn.
    private void typed() {
        following = null;
        promptChanged();
    }

    private void promptChanged() {
        OpenModel open = models.model().get();
        view.change(look -> look.withStale(isStale()));
        if (open == null) {
            return;
        }
        if (prompt.autoRun().get() && !written().equals(ran)) {
            running.request(QUIET, () -> start(order(false), false));
        } else {
            running.cancel();
            counting.request(QUIET.dividedBy(2), () -> count(open));
        }
    }

    private Written written() {
        return new Written(prompt.text().get(), Optional.ofNullable(prompt.tokens().get()));
    }

    private boolean isStale() {
        boolean other = ran != null && !written().equals(ran);
        return isOfAnotherModel() || other && (!prompt.autoRun().get() || prompt.trouble().get() != null);
    }

    /// What is shown stays until the new model has run, and longer if it cannot run this prompt.
    private boolean isOfAnotherModel() {
        Findings shown = view.runs().baseline().get();
        OpenModel open = models.model().get();
        return shown != null && open != null && !open.id().equals(shown.study().model());
    }

    private Runnable count(OpenModel open) {
        Written now = written();
        return jobs.start(WindowTexts.ALL.get("job.counting"),
                _ -> now.tokens().map(known -> PromptTokens.known(now.text(), known, open)).orElseGet(() -> PromptTokens.of(now.text(), open)), (_, tokens) -> showCount(tokens),
                (_, problem) -> showTrouble(problem))::cancel;
    }

    private void showCount(PromptTokens tokens) {
        prompt.sequence().set(tokens.tokens());
        prompt.count().set(WindowTexts.ALL.get(tokens.length() == 1 ? "prompt.token" : "prompt.tokens", Numbers.count(tokens.length())));
        prompt.warning().set(tokens.warning().orElse(""));
        prompt.trouble().set(null);
    }

    /// The prompt as it stands, for the open model.
    private Optional<Order> order(boolean cut) {
        Optional<TokenSequence> byHand = written().tokens();
        return Optional.ofNullable(models.model().get()).map(open -> new Order(open, said(byHand), byHand, cut, view.tracked(), position(),
                view.lenses().current()));
    }

    /// The prompt in words. Tokens that its text does not give are named, so that figures say what was read.
    private String said(Optional<TokenSequence> byHand) {
        return byHand.map(ids -> WindowTexts.ALL.get("prompt.as-ids", prompt.text().get(), ids)).orElse(prompt.text().get());
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
        Written now = written();
        Job job = jobs.start(WindowTexts.ALL.get("job.running", order.get().model().id().name()),
                mine -> runner.run(mine, order.get(), tokens -> whileNewest(mine, () -> showCount(tokens)),
                        findings -> whileNewest(mine, () -> show(findings, now))),
                (mine, _) -> finished(mine, more), this::failed, this::cancelled);
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

    private void show(Findings findings, Written now) {
        ran = now;
        prompt.trouble().set(null);
        view.runs().baseline().set(findings);
        view.change(look -> look.withStale(isStale()));
    }

    private void finished(Job job, boolean more) {
        ifNewest(job, () -> {
            if (!more) {
                judge(job.state().elapsed());
            }
            followIfIdle();
            readMoreIfWanted();
        });
    }

    /// What follows from how long a run took. The first run of a model builds its blocks, so its time says nothing about the next.
    private void judge(Duration took) {
        boolean first = models.check().get() == null;
        prompt.remark().set("");
        if (prompt.autoRun().get() && !first && took.compareTo(SLOW) > 0) {
            prompt.autoRun().set(false);
            prompt.remark().set(WindowTexts.ALL.get("prompt.auto-off", Numbers.fixed(took.toMillis() / 1000.0, 1)));
        }
        listener.ran(took);
        if (first) {
            models.prove();
        }
    }

    /// A prompt that has grown meanwhile is still to be shown.
    private void cancelled(Job job) {
        if (job.equals(run)) {
            followIfIdle();
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
        Findings shown = view.runs().baseline().get();
        OpenModel open = models.model().get();
        if (shown == null || open == null || !open.id().equals(shown.study().model()) || !shown.trajectory().isComplete()
                || position() >= shown.trajectory().positions()) {
            return;
        }
        Wish wish = Wish.of(view, shown.study(), shown.trajectory().positions());
        if (isIdle() && wish.isOpen(shown.trajectory()) && !wish.equals(lastWish)) {
            lastWish = wish;
            Order order = Order.again(open, shown, wish.tracked(), wish.position(), view.lenses().current(), Changes.NONE);
            reading.request(QUIET.dividedBy(4), () -> isIdle() ? start(Optional.of(order), true) : () -> {});
        }
    }

    /// The tokens that are shown, through the lens that is chosen now.
    private Order again(OpenModel open, Findings shown, int position) {
        return Order.again(open, shown, view.tracked(), position, view.lenses().current(), Changes.NONE);
    }

    /// What is shown is read through another lens. The stream is known, so the model does not run again.
    private void lensChanged() {
        Findings shown = view.runs().baseline().get();
        OpenModel open = models.model().get();
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
}
