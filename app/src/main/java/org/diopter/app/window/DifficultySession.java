package org.diopter.app.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.data.ExampleDifficulty;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionPromptFile;
import org.diopter.engine.data.OrderingFile;
import org.diopter.engine.data.TaskAnswers;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.anomaly.DifficultyFindings;
import org.diopter.views.anomaly.DifficultyInput;
import org.diopter.views.anomaly.DifficultyModel;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Watch;
import org.diopter.views.trajectory.LensSwitch;
import org.jspecify.annotations.Nullable;

/// Finds how hard a task's examples are for the open model, through its own lens where it has one. FX thread only.
final class DifficultySession {
    private final Jobs jobs;
    private final ReadOnlyObjectProperty<@Nullable OpenModel> open;
    private final LensSwitch lenses;
    private final DifficultyModel view;
    private final StudyRunner runner;
    private final Executor fx;
    private final Consumer<Throwable> failed;
    private @Nullable Job running;

    /// @param failed hears why a task could not be read
    DifficultySession(Jobs jobs, ReadOnlyObjectProperty<@Nullable OpenModel> open, LensSwitch lenses, DifficultyModel view, StudyRunner runner,
            Executor fx, Consumer<Throwable> failed) {
        this.jobs = jobs;
        this.open = open;
        this.lenses = lenses;
        this.view = view;
        this.runner = runner;
        this.fx = fx;
        this.failed = failed;
        Watch.all(this::modelChanged, open);
    }

    private void modelChanged() {
        cancel();
        view.findings().set(null);
    }

    /// Ends the reading; what was found before stays.
    void cancel() {
        if (running != null) {
            running.cancel();
        }
        running = null;
        view.progress().set(DifficultyModel.IDLE);
    }

    /// Reads the chosen task. The newest request wins.
    void run() {
        OpenModel model = open.get();
        DifficultyInput input = view.input().get();
        if (model == null || input.task().isEmpty()) {
            return;
        }
        cancel();
        view.progress().set(0);
        Path task = input.task().get();
        Optional<HeldLens> lens = Optional.ofNullable(lenses.held().get());
        running = jobs.start(WindowTexts.ALL.get("job.difficulty", String.valueOf(task.getFileName())), job -> read(job, model, task, input.ordering(), lens),
                (job, found) -> ended(job, () -> view.findings().set(found)), (job, problem) -> ended(job, () -> failed.accept(problem)),
                job -> ended(job, () -> {}));
    }

    private void ended(Job job, Runnable act) {
        if (job.equals(running)) {
            view.progress().set(DifficultyModel.IDLE);
            act.run();
        }
    }

    private DifficultyFindings read(Job job, OpenModel model, Path task, Optional<Path> orderingFile, Optional<HeldLens> lens) {
        List<OptionPrompt> examples = OptionPromptFile.read(task);
        Optional<List<Double>> ordering = orderingFile.map(file -> OrderingFile.read(file, examples.size()));
        Tokenizer tokenizer = model.tokenizer().orElseThrow(() -> new UnusableInputException("D-106",
                WindowTexts.ALL.get("difficulty.no-tokenizer", model.tokenizerProblem().orElse(WindowTexts.ALL.get("no-tokenizer")))));
        TaskAnswers answers = TaskAnswers.of(examples, tokenizer);
        job.stage(WindowTexts.ALL.get("stage.examples"), 1, 1);
        List<Double> depths = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            depths.add(answers.depth(i, runner.depths(job, model, answers.answers().get(i).tokens(), lens)));
            job.items(depths.size(), answers.size());
            double share = (double) depths.size() / answers.size();
            fx.execute(() -> tell(job, share));
        }
        String name = lens.map(HeldLens::title).orElseGet(() -> new LensChoice.Logit().name());
        return new DifficultyFindings(examples, new ExampleDifficulty(depths), ordering, model.card().layers(), name, runner.about(model, name));
    }

    private void tell(Job job, double share) {
        if (job.equals(running) && view.running().get()) {
            view.progress().set(share);
        }
    }
}
