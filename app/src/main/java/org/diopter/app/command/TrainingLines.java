package org.diopter.app.command;

import java.util.List;
import java.util.function.Consumer;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.TrainingListener;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.views.figure.Numbers;

/// Shows how a training goes: `Train: 37 %, KL 0.52 nats (logit lens 2.31), 5,300 tokens/s, 0:40 left`.
final class TrainingLines implements TrainingListener {
    private final ConsoleProgress progress;
    private final Consumer<String> note;
    private boolean goesOn;
    private String divergence = "";

    /// @param resume whether it is to go on from where an earlier one was broken off
    /// @param note is told where it goes on, or that it cannot
    TrainingLines(ConsoleProgress progress, boolean resume, Consumer<String> note) {
        this.progress = progress;
        this.note = note;
        goesOn = resume;
    }

    @Override
    public void progressed(TrainingProgress now) {
        long left = Math.round(1000 * now.secondsLeft());
        progress.items(now.step(), now.steps(), "%s, %s tokens/s, %s left".formatted(
                divergence, Numbers.count(Math.round(now.tokensPerSecond())), Numbers.duration(left)));
    }

    @Override
    public void measured(List<CurvePoint> points) {
        if (goesOn) {
            goesOn = false;
            note.accept("There is no broken-off training of this model, text and options to go on from; this one begins anew.");
        }
        progress.stage("Train", 1, 1);
        divergence = ", KL %s nats (logit lens %s)".formatted(
                Numbers.divergence(points.stream().mapToDouble(CurvePoint::kl).average().orElse(0)),
                Numbers.divergence(points.stream().mapToDouble(CurvePoint::logitLensKl).average().orElse(0)));
    }

    @Override
    public void resumed(int step, List<CurvePoint> curve) {
        goesOn = false;
        note.accept("Going on from step %d.".formatted(step));
        progress.stage("Train", 1, 1);
    }
}
