package org.diopter.views.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.StackPane;
import org.diopter.engine.lens.training.TrainedLens.End;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.engine.lens.training.TrainingStage;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.ProblemBox;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.diopter.views.kit.WorkHeader;
import org.diopter.views.kit.WorkHeader.Fact;

/// How far the training is, in figures; its pause and its end.
final class TrainingHeader extends StackPane {
    private static final Texts TEXTS = Texts.of(TrainingHeader.class);

    private final TrainingModel model;
    private final ViewContext context;
    private final TrainingView.Acts acts;
    private final WorkHeader header;

    TrainingHeader(TrainingModel model, ViewContext context, TrainingView.Acts acts) {
        this.model = model;
        this.context = context;
        this.acts = acts;
        header = new WorkHeader(TEXTS.get("progress"), model.running(), acts::pause, acts::stop);
        getChildren().add(header);
        Watch.all(this::show, model.phase(), model.work(), model.curve(), model.memory(), context.unit());
    }

    private void show() {
        header.problem(Optional.empty());
        switch (model.phase().get()) {
            case TrainingPhase.Idle _ -> header.say("", "");
            case TrainingPhase.Running running -> running(running);
            case TrainingPhase.Ended ended -> ended(ended);
            case TrainingPhase.Failed failed -> header.failed(TEXTS.get("not-trained"), failed.sentence(), failed.code(), acts::start);
        }
    }

    private void running(TrainingPhase.Running running) {
        TrainingProgress progress = running.progress();
        header.running(running.paused(), running.ending());
        header.say(progress == null ? TEXTS.get("preparing") : TEXTS.get("training", Numbers.count(progress.step()), Numbers.count(progress.steps())),
                remark(running));
        double done = progress == null ? 0 : (progress.step() + shareOfStep()) / progress.steps();
        header.progress(progress == null ? ProgressBar.INDETERMINATE_PROGRESS : done);
        List<Fact> all = new ArrayList<>();
        if (progress != null) {
            all.add(fact("done", Numbers.fixed(100 * done, 1) + " %", TEXTS.get("tokens-seen", Numbers.count(progress.tokens()))));
            all.add(fact("speed", TEXTS.get("per-second", Numbers.count(Math.round(progress.tokensPerSecond()))), TEXTS.get("positions")));
            all.add(fact("elapsed", WorkHeader.duration(progress.seconds()), TEXTS.get("started", running.started())));
            all.add(fact("left", WorkHeader.duration(progress.secondsLeft()), TEXTS.get("at-present-speed")));
        }
        addMean(all);
        if (model.memory().get() > 0) {
            all.add(fact("memory", Numbers.bytes(model.memory().get()), TEXTS.get("whole-program")));
        }
        header.facts(all);
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

    private void addMean(List<Fact> all) {
        TrainingCurve curve = model.curve().get();
        Unit unit = context.unit().get();
        if (!curve.points().isEmpty()) {
            all.add(fact("mean-kl", Numbers.divergenceInTable(unit.of(curve.meanNow())) + " " + unit.label(),
                    TEXTS.get("logit-lens", Numbers.divergenceInTable(unit.of(curve.meanLogitLens())))));
        }
    }

    private void ended(TrainingPhase.Ended ended) {
        header.say(TEXTS.get(ended.kept() ? "ended" : "ended-diverged", ended.name()), why(ended.end()));
        header.progress(ended.end() instanceof End.Stopped || ended.end() instanceof End.Diverged ? header.reached() : 1);
        List<Fact> all = new ArrayList<>();
        addMean(all);
        header.facts(all);
        if (ended.end() instanceof End.Diverged diverged && !ended.kept()) {
            header.problem(Optional.of(new ProblemBox(TEXTS.get("diverged"), diverged.sentence(), "D-303",
                    List.of(new ProblemBox.Step(TEXTS.get("half-rate"), acts::restartAtHalfTheRate),
                            new ProblemBox.Step(TEXTS.get("use-step", diverged.kept()), acts::keep)))));
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

    private static Fact fact(String key, String value, String note) {
        return new Fact(TEXTS.get(key), value, note);
    }
}
