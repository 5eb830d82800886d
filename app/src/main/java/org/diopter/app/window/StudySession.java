package org.diopter.app.window;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.app.job.LatestTask;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.Run;
import org.diopter.engine.SelfCheck;
import org.diopter.engine.Study;
import org.diopter.engine.Workbench;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.kit.Findings;
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
    /// A result is shown in parts from this time on; before, the whole is near.
    private static final Duration PATIENCE = Duration.ofMillis(120);
    private static final int TOP = 10;

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
    private final SessionFacts facts;
    private final Executor fx;
    private final Listener listener;
    private final LatestTask counting;
    private final LatestTask running;
    private final ReadOnlyObjectWrapper<@Nullable OpenModel> model = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SelfCheck> check = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Job> opening = new ReadOnlyObjectWrapper<>();
    private @Nullable Job run;
    private @Nullable String shownText;

    /// What does not change while the program runs.
    ///
    /// @param version of the program
    /// @param seed of random choices, written into figures
    record SessionFacts(String version, long seed) {}

    StudySession(Engine engine, Jobs jobs, PromptModel prompt, TrajectoryModel view, SessionFacts facts, ScheduledExecutorService timer, Executor fx,
            Listener listener) {
        this.engine = engine;
        this.jobs = jobs;
        this.prompt = prompt;
        this.view = view;
        this.facts = facts;
        this.fx = fx;
        this.listener = listener;
        counting = new LatestTask(timer, fx);
        running = new LatestTask(timer, fx);
        prompt.text().subscribe((_, _) -> promptChanged());
        prompt.autoRun().subscribe((_, _) -> promptChanged());
        Watch.all(this::readMoreIfWanted, view.pins().pinned(), view.look());
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
        cancelOpening();
        String title = WindowTexts.ALL.get("job.opening", name);
        opening.set(jobs.start(title, job -> engine.workbench().open(folder.apply(job), job), this::adopt, (job, problem) -> {
            if (opening.get() == job) {
                opening.set(null);
            }
            listener.notOpened(name, problem);
        }));
    }

    /// Stops opening another model.
    void cancelOpening() {
        if (opening.get() != null) {
            opening.get().cancel();
            opening.set(null);
        }
    }

    /// A model that nobody waits for any more is closed again.
    private void adopt(Job job, OpenModel opened) {
        if (opening.get() != job) {
            close(opened);
            return;
        }
        opening.set(null);
        running.cancel();
        OpenModel before = model.get();
        check.set(null);
        prompt.ids().set(opened.tokenizer().isEmpty());
        model.set(opened);
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
                if (model.get() == open) {
                    check.set(result);
                }
            }, (_, problem) -> listener.notRun(problem));
        }
    }

    /// Runs the prompt without waiting.
    void runNow() {
        running.startNow(() -> start(false));
    }

    /// Runs the last tokens of a prompt that is too long.
    private void cutAndRun() {
        running.startNow(() -> start(true));
    }

    /// Stops what runs, and what is being opened.
    void cancel() {
        running.cancel();
        cancelOpening();
    }

    private void promptChanged() {
        OpenModel open = model.get();
        view.change(look -> look.withStale(isStale()));
        if (open == null) {
            return;
        }
        if (prompt.autoRun().get() && !prompt.text().get().equals(shownText)) {
            running.request(QUIET, () -> start(false));
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
        prompt.trouble().set(null);
    }

    private Runnable start(boolean cut) {
        OpenModel open = model.get();
        if (open == null) {
            return () -> {};
        }
        String text = prompt.text().get();
        List<Integer> tracked = view.tracked();
        int first = view.selected().get() == null ? Integer.MAX_VALUE : view.selected().get().position();
        Job job = jobs.start(WindowTexts.ALL.get("job.running", open.id().name()), mine -> compute(mine, open, text, cut, tracked, first),
                (mine, _) -> finished(mine), this::failed);
        run = job;
        return job::cancel;
    }

    /// Called on a worker: tokenises, runs, and shows what arrives.
    private Findings compute(Job job, OpenModel open, String text, boolean cut, List<Integer> tracked, int first) {
        PromptTokens tokens = tokens(text, open, cut);
        fx.execute(() -> ifNewest(job, () -> showCount(tokens)));
        Workbench workbench = engine.workbench();
        Study study = new Study(open.id(), tokens.tokens(), new LensChoice.Logit());
        RunMailbox mailbox = new RunMailbox(job);
        Run started = workbench.run(study, new Reading(List.of(), TOP, tracked, Math.min(first, tokens.length() - 1)), mailbox);
        job.onCancel(started::cancel);
        Findings findings = null;
        for (Optional<Trajectory> next = mailbox.next(); next.isPresent(); next = mailbox.next()) {
            Trajectory trajectory = next.get();
            if (trajectory.isComplete() || job.state().elapsed().compareTo(PATIENCE) > 0) {
                Findings shown = new Findings(study, open.card(), open.tokenizer(), trajectory, TokenLabels.of(trajectory, open.tokenizer()),
                        provenance(study, open, tokens, workbench));
                findings = shown;
                fx.execute(() -> ifNewest(job, () -> show(shown, text)));
            }
        }
        if (findings == null) {
            throw new IllegalStateException("the run ended without a result");
        }
        return findings;
    }

    private PromptTokens tokens(String text, OpenModel open, boolean cut) {
        PromptTokens tokens = PromptTokens.of(text, open);
        int most = open.card().context();
        if (tokens.length() == 0) {
            throw new UnusableInputException("", WindowTexts.ALL.get("prompt.empty"));
        }
        if (tokens.length() > most && !cut) {
            throw new UnusableInputException("D-201", WindowTexts.ALL.get(
                    "prompt.too-long", Numbers.count(tokens.length()), Numbers.count(most), Numbers.count(tokens.length() - most)));
        }
        return tokens.last(most);
    }

    private Provenance provenance(Study study, OpenModel open, PromptTokens tokens, Workbench workbench) {
        return new Provenance(facts.version(), open.id().name(), open.id().sha256(), study.lens().name(), "", tokens.text(), tokens.sha256(),
                tokens.length(), "none", "none", facts.seed(), workbench.provider() + ", float32", Instant.now(), "");
    }

    private void ifNewest(Job job, Runnable act) {
        if (run == job && !job.cancelled()) {
            act.run();
        }
    }

    private void show(Findings findings, String text) {
        shownText = text;
        prompt.trouble().set(null);
        view.findings().set(findings);
        view.change(look -> look.withStale(isStale()));
    }

    private void finished(Job job) {
        ifNewest(job, () -> {
            // The first run of a model builds its blocks, so its time says nothing about the next.
            boolean first = check.get() == null;
            Duration took = job.state().elapsed();
            prompt.remark().set("");
            if (prompt.autoRun().get() && !first && took.compareTo(SLOW) > 0) {
                prompt.autoRun().set(false);
                prompt.remark().set(WindowTexts.ALL.get("prompt.auto-off", Numbers.fixed(took.toMillis() / 1000.0, 1)));
            }
            listener.ran(took);
            if (first) {
                prove(OpenModel::check);
            }
        });
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

    /// Reads again if a token is wanted that was not followed everywhere.
    private void readMoreIfWanted() {
        Findings shown = view.findings().get();
        if (shown == null || !shown.trajectory().isComplete() || isStale()) {
            return;
        }
        Trajectory trajectory = shown.trajectory();
        boolean missing = view.tracked().stream().anyMatch(id -> {
            for (int position = 0; position < trajectory.positions(); position++) {
                if (Arrays.stream(trajectory.tracked(position)).noneMatch(known -> known == id)) {
                    return true;
                }
            }
            return false;
        });
        if (missing && (run == null || !run.state().running())) {
            runNow();
        }
    }
}
