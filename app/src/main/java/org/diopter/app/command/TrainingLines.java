package org.diopter.app.command;

import java.util.List;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.TrainingListener;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.views.figure.Numbers;

/// Shows how a training goes: `Train: 37 %, KL 0.52 nats (logit lens 2.31), 5,300 tokens/s, 0:40 left`.
final class TrainingLines implements TrainingListener {
    private final ConsoleProgress progress;
    private String divergence = "";

    TrainingLines(ConsoleProgress progress) {
        this.progress = progress;
    }

    @Override
    public void progressed(TrainingProgress now) {
        long left = Math.round(1000 * now.secondsLeft());
        progress.items(now.step(), now.steps(), "%s, %s tokens/s, %s left".formatted(
                divergence, Numbers.count(Math.round(now.tokensPerSecond())), Numbers.duration(left)));
    }

    @Override
    public void measured(List<CurvePoint> points) {
        progress.stage("Train", 1, 1);
        divergence = ", KL %s nats (logit lens %s)".formatted(
                Numbers.divergence(points.stream().mapToDouble(CurvePoint::kl).average().orElse(0)),
                Numbers.divergence(points.stream().mapToDouble(CurvePoint::logitLensKl).average().orElse(0)));
    }

    @Override
    public void resumed(int step) {
        progress.stage("Train on from step " + step, 1, 1);
    }
}
