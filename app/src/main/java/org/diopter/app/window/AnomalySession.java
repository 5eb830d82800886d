package org.diopter.app.window;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
import org.diopter.engine.data.InjectionDetection;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionPromptFile;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.engine.data.PromptInjection;
import org.diopter.views.anomaly.AnomalyFindings;
import org.diopter.views.anomaly.AnomalyFindings.Reading;
import org.diopter.views.anomaly.AnomalyInput;
import org.diopter.views.anomaly.AnomalyModel;
import org.diopter.views.anomaly.ScoredPrompt;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Watch;
import org.diopter.views.trajectory.LensSwitch;
import org.jspecify.annotations.Nullable;

/// Looks for anomalies among prompts, through the logit lens and the model's own, and reads the prompt that is selected. FX thread only.
final class AnomalySession {
    private static final Duration QUIET = Duration.ofMillis(80);

    private final Jobs jobs;
    private final ReadOnlyObjectProperty<@Nullable OpenModel> open;
    private final LensSwitch lenses;
    private final AnomalyModel view;
    private final StudyRunner runner;
    private final Consumer<Throwable> failed;
    private final LatestTask reading;
    private @Nullable Job running;

    /// A lens to read through, empty for the logit lens.
    private record Through(Optional<HeldLens> lens) {
        LensChoice choice() {
            return lens.<LensChoice>map(HeldLens::choice).orElseGet(LensChoice.Logit::new);
        }

        String name() {
            return lens.map(HeldLens::title).orElseGet(() -> choice().name());
        }
    }

    /// @param failed hears why prompts could not be looked at
    AnomalySession(Jobs jobs, ReadOnlyObjectProperty<@Nullable OpenModel> open, LensSwitch lenses, AnomalyModel view, StudyRunner runner,
            ScheduledExecutorService timer, Executor fx, Consumer<Throwable> failed) {
        this.jobs = jobs;
        this.open = open;
        this.lenses = lenses;
        this.view = view;
        this.runner = runner;
        this.failed = failed;
        reading = new LatestTask(timer, fx);
        Watch.all(this::modelChanged, open);
        Watch.all(this::readSelected, view.selected(), view.throughLens());
    }

    private void modelChanged() {
        if (running != null) {
            running.cancel();
        }
        view.findings().set(null);
        view.depths().set(null);
    }

    /// Looks at the chosen prompts. The newest request wins.
    void run() {
        OpenModel model = open.get();
        AnomalyInput input = view.input().get();
        if (model == null || input.normal().isEmpty()) {
            return;
        }
        if (running != null) {
            running.cancel();
        }
        List<Through> through = new ArrayList<>(List.of(new Through(Optional.empty())));
        Optional.ofNullable(lenses.held().get()).ifPresent(held -> through.add(new Through(Optional.of(held))));
        Path normal = input.normal().get();
        running = jobs.start(WindowTexts.ALL.get("job.anomaly", String.valueOf(normal.getFileName())), job -> look(job, model, input, normal, through),
                (job, found) -> {
                    if (job.equals(running) && model.equals(open.get())) {
                        view.depths().set(null);
                        view.findings().set(found);
                    }
                }, (_, problem) -> failed.accept(problem));
    }

    private AnomalyFindings look(Job job, OpenModel model, AnomalyInput input, Path normalFile, List<Through> lensesToRead) {
        List<OptionPrompt> normal = OptionPromptFile.read(normalFile);
        List<OptionPrompt> suspect = input.suspect().map(OptionPromptFile::read).orElseGet(() -> injected(normal, input.injection()));
        InjectionDetection.requireSameOptions(normal, suspect);
        List<Reading> readings = new ArrayList<>();
        int stages = 2 * lensesToRead.size();
        for (Through lens : lensesToRead) {
            job.stage(WindowTexts.ALL.get("stage.normal", lens.name()), 2 * readings.size() + 1, stages);
            List<OptionTrajectory> usual = model.readOptions(normal, lens.choice(), job);
            job.stage(WindowTexts.ALL.get("stage.suspect", lens.name()), 2 * readings.size() + 2, stages);
            List<OptionTrajectory> unusual = model.readOptions(suspect, lens.choice(), job);
            readings.add(new Reading(lens.name(), new InjectionDetection(runner.seed()).judge(usual, unusual), usual, unusual,
                    runner.about(model, lens.name())));
        }
        return new AnomalyFindings(normal, suspect, input.suspect().isEmpty(), readings);
    }

    private List<OptionPrompt> injected(List<OptionPrompt> normal, PromptInjection injection) {
        List<OptionPrompt> suspect = new ArrayList<>();
        for (int i = 0; i < normal.size(); i++) {
            suspect.add(injection.into(normal.get(i), runner.seed() + i));
        }
        return suspect;
    }

    /// The stream of the selected prompt, for its strip.
    private void readSelected() {
        OpenModel model = open.get();
        AnomalyFindings found = view.findings().get();
        ScoredPrompt selected = view.selected().get();
        if (model != null && found != null && selected != null) {
            view.depths().set(null);
            Optional<HeldLens> lens = view.throughLens().get() ? Optional.ofNullable(lenses.held().get()) : Optional.empty();
            Order order = new Order(model, found.prompt(selected.tested()).text(), Optional.empty(), true, List.of(), Integer.MAX_VALUE, lens);
            reading.request(QUIET, () -> start(order, selected));
        }
    }

    private Runnable start(Order order, ScoredPrompt selected) {
        Job job = jobs.start(WindowTexts.ALL.get("job.prompt"), mine -> runner.run(mine, order, _ -> {}, _ -> {}), (_, findings) -> {
            if (selected.equals(view.selected().get())) {
                view.depths().set(findings);
            }
        }, (_, problem) -> failed.accept(problem));
        return job::cancel;
    }
}
