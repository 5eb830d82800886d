package org.diopter.views.training;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.diopter.engine.lens.training.TrainedLens.End;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.engine.lens.training.TrainingStage;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.ProblemBox;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// How far the training is, in figures; its pause and its end.
final class TrainingHeader extends VBox {
    private static final Texts TEXTS = Texts.of(TrainingHeader.class);
    private static final double FACT_WIDTH = 84;

    private final TrainingModel model;
    private final ViewContext context;
    private final TrainingView.Acts acts;
    private final Label title = Parts.label("", "state-title");
    private final Label remark = Parts.label("", "remark");
    private final Button pause = new Button();
    private final Button stop = new Button(TEXTS.get("stop"));
    private final ProgressBar bar = new ProgressBar(0);
    private final HBox facts = Parts.row("header-facts");
    private final VBox problem = new VBox();

    TrainingHeader(TrainingModel model, ViewContext context, TrainingView.Acts acts) {
        this.model = model;
        this.context = context;
        this.acts = acts;
        getStyleClass().addAll("panel", "training-header");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(TEXTS.get("progress"));
        pause.setOnAction(_ -> acts.pause());
        stop.setOnAction(_ -> acts.stop());
        for (Button button : List.of(pause, stop)) {
            button.setMinWidth(USE_PREF_SIZE);
            button.visibleProperty().bind(model.running());
            button.managedProperty().bind(model.running());
        }
        remark.setMinWidth(0);
        VBox words = new VBox(2, title, remark);
        words.setMinWidth(0);
        getChildren().addAll(Parts.row("plain-row", words, Parts.spring(), pause, stop), bar, facts, problem);
        problem.managedProperty().bind(problem.visibleProperty());
        Watch.all(this::show, model.phase(), model.work(), model.curve(), model.memory(), context.unit());
    }

    private void show() {
        problem.getChildren().clear();
        switch (model.phase().get()) {
            case TrainingPhase.Idle _ -> {
                title.setText("");
                remark.setText("");
            }
            case TrainingPhase.Running running -> running(running);
            case TrainingPhase.Ended ended -> ended(ended);
            case TrainingPhase.Failed failed -> failed(failed);
        }
        problem.setVisible(!problem.getChildren().isEmpty());
    }

    private void running(TrainingPhase.Running running) {
        TrainingProgress progress = running.progress();
        pause.setText(TEXTS.get(running.paused() ? "go-on" : "pause"));
        pause.setGraphic((running.paused() ? Icon.RUN : Icon.PAUSE).node(11));
        pause.setDisable(running.ending());
        stop.setDisable(running.ending());
        title.setText(progress == null ? TEXTS.get("preparing") : TEXTS.get("training", Numbers.count(progress.step()), Numbers.count(progress.steps())));
        remark.setText(remark(running));
        double done = progress == null ? 0 : (progress.step() + shareOfStep()) / progress.steps();
        bar.setProgress(progress == null ? ProgressBar.INDETERMINATE_PROGRESS : done);
        List<VBox> all = new ArrayList<>();
        if (progress != null) {
            all.add(fact("done", Numbers.fixed(100 * done, 1) + " %", TEXTS.get("tokens-seen", Numbers.count(progress.tokens()))));
            all.add(fact("speed", TEXTS.get("per-second", Numbers.count(Math.round(progress.tokensPerSecond()))), TEXTS.get("positions")));
            all.add(fact("elapsed", duration(progress.seconds()), TEXTS.get("started", running.started())));
            all.add(fact("left", duration(progress.secondsLeft()), TEXTS.get("at-present-speed")));
        }
        addMean(all);
        if (model.memory().get() > 0) {
            all.add(fact("memory", Numbers.bytes(model.memory().get()), TEXTS.get("whole-program")));
        }
        facts.getChildren().setAll(all);
    }

    private String remark(TrainingPhase.Running running) {
        if (running.ending() || running.paused()) {
            return TEXTS.get(running.ending() ? "ending" : "paused");
        }
        TrainingWork work = model.work().get();
        if (running.progress() != null) {
            return TEXTS.get("training-remark");
        }
        return work == null ? TEXTS.get("preparing-remark") : TEXTS.get("work." + work.stage(), Numbers.fixed(100 * work.share(), 0));
    }

    /// A step of the published recipe may take hours.
    private double shareOfStep() {
        TrainingWork work = model.work().get();
        return work != null && work.stage() == TrainingStage.STEP ? Math.min(work.share(), 1) : 0;
    }

    private void addMean(List<VBox> all) {
        TrainingCurve curve = model.curve().get();
        Unit unit = context.unit().get();
        if (!curve.points().isEmpty()) {
            all.add(fact("mean-kl", Numbers.divergenceInTable(unit.of(curve.meanNow())) + " " + unit.label(),
                    TEXTS.get("logit-lens", Numbers.divergenceInTable(unit.of(curve.meanLogitLens())))));
        }
    }

    private void ended(TrainingPhase.Ended ended) {
        title.setText(TEXTS.get(ended.kept() ? "ended" : "ended-diverged", ended.name()));
        remark.setText(why(ended.end()));
        bar.setProgress(ended.end() instanceof End.Stopped || ended.end() instanceof End.Diverged ? Math.max(0, bar.getProgress()) : 1);
        List<VBox> all = new ArrayList<>();
        addMean(all);
        facts.getChildren().setAll(all);
        if (ended.end() instanceof End.Diverged diverged && !ended.kept()) {
            problem.getChildren().setAll(new ProblemBox(TEXTS.get("diverged"), diverged.sentence(), "D-303",
                    List.of(new ProblemBox.Step(TEXTS.get("half-rate"), acts::restartAtHalfTheRate),
                            new ProblemBox.Step(TEXTS.get("use-step", diverged.kept()), acts::keep))));
        }
    }

    private static String why(End end) {
        return switch (end) {
            case End.Finished _ -> TEXTS.get("end-finished");
            case End.Levelled(int step) -> TEXTS.get("end-levelled", step);
            case End.TimedOut(int step) -> TEXTS.get("end-timed-out", step);
            case End.Stopped(int step) -> TEXTS.get("end-stopped", step);
            case End.Diverged diverged -> TEXTS.get("end-diverged", diverged.step());
        };
    }

    private void failed(TrainingPhase.Failed failed) {
        title.setText(TEXTS.get("not-trained"));
        remark.setText("");
        bar.setProgress(0);
        facts.getChildren().clear();
        problem.getChildren().setAll(new ProblemBox(TEXTS.get("not-trained"), failed.sentence(), failed.code(),
                List.of(new ProblemBox.Step(TEXTS.get("again"), acts::start))));
    }

    private static String duration(double seconds) {
        return Numbers.duration(Math.round(seconds * 1000));
    }

    private static VBox fact(String key, String value, @Nullable String note) {
        VBox fact = new VBox(Parts.label(TEXTS.get(key), "note"), Parts.label(value, "large-value"), Parts.label(note == null ? "" : note, "note"));
        fact.setMinWidth(FACT_WIDTH);
        HBox.setHgrow(fact, javafx.scene.layout.Priority.SOMETIMES);
        fact.getChildren().forEach(node -> ((Region) node).setMinWidth(0));
        return fact;
    }
}
