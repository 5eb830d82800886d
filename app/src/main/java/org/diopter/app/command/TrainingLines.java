package org.diopter.app.command;

import java.util.List;
import java.util.function.Consumer;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.TrainingListener;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.engine.lens.training.TrainingStage;
import org.diopter.views.figure.Numbers;
import org.jspecify.annotations.Nullable;

/// Shows how a training goes: `Train: 37 %, KL 0.52 nats (logit lens 2.31), 5,300 tokens/s, 0:40 left`.
final class TrainingLines implements TrainingListener {
    private static final String TRAIN = "Train";
    private static final long PARTS = 1000;

    private final ConsoleProgress progress;
    private final Consumer<String> note;
    private boolean goesOn;
    private String divergence = "";
    private String stage = "";
    private @Nullable TrainingProgress latest;

    /// @param resume whether it is to go on from where an earlier one was broken off
    /// @param note is told where it goes on, or that it cannot
    TrainingLines(ConsoleProgress progress, boolean resume, Consumer<String> note) {
        this.progress = progress;
        this.note = note;
        goesOn = resume;
    }

    @Override
    public void reached(TrainingStage stage, double share) {
        switch (stage) {
            case LOGIT_LENS -> prepares("Measure the logit lens", share);
            case MOMENTS -> prepares("Gather states", share);
            case LEAST_SQUARES -> prepares("Solve least squares", share);
            case STEP -> step(share);
            case MEASUREMENT -> { } // a moment between two steps
        }
    }

    private void prepares(String what, double share) {
        begin(what);
        progress.items(Math.round(PARTS * share), PARTS);
    }

    /// A step of the published recipe may take hours.
    private void step(double share) {
        TrainingProgress before = latest;
        if (before == null) {
            prepares("Step", share);
        } else {
            progress.items(Math.round(PARTS * (before.step() + share)), PARTS * before.steps(), detail(before));
        }
    }

    private void begin(String what) {
        if (!what.equals(stage)) {
            stage = what;
            progress.stage(what, 1, 1);
        }
    }

    @Override
    public void progressed(TrainingProgress now) {
        latest = now;
        begin(TRAIN);
        progress.items(now.step(), now.steps(), detail(now));
    }

    private String detail(TrainingProgress now) {
        long left = Math.round(1000 * now.secondsLeft());
        return "%s, %s tokens/s, %s left".formatted(divergence, Numbers.count(Math.round(now.tokensPerSecond())), Numbers.duration(left));
    }

    @Override
    public void measured(List<CurvePoint> points) {
        if (goesOn) {
            goesOn = false;
            note.accept("There is no broken-off training of this model, text and options to go on from; this one begins anew.");
        }
        begin(TRAIN);
        divergence = ", KL %s nats (logit lens %s)".formatted(
                Numbers.divergence(points.stream().mapToDouble(CurvePoint::kl).average().orElse(0)),
                Numbers.divergence(points.stream().mapToDouble(CurvePoint::logitLensKl).average().orElse(0)));
    }

    @Override
    public void resumed(int step, List<CurvePoint> curve) {
        goesOn = false;
        note.accept("Going on from step %d.".formatted(step));
        begin(TRAIN);
    }
}
