package org.diopter.app.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.diopter.app.job.Job;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.TrainingListener;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.views.training.TrainingModel;
import org.jspecify.annotations.Nullable;

/// Hands a training's news to the view: of the steps between two looks only the latest, of the measurements all.
final class TrainingMailbox implements TrainingListener {
    private final Job job;
    private final TrainingModel view;
    private final Executor fx;
    private final List<CurvePoint> measured = new ArrayList<>();
    private @Nullable TrainingProgress latest;
    private boolean waiting;

    TrainingMailbox(Job job, TrainingModel view, Executor fx) {
        this.job = job;
        this.view = view;
        this.fx = fx;
        job.stage(WindowTexts.ALL.get("stage.training"), 1, 1);
    }

    @Override
    public void progressed(TrainingProgress progress) {
        job.items(progress.step(), progress.steps());
        put(progress, List.of());
    }

    @Override
    public void measured(List<CurvePoint> points) {
        put(null, points);
    }

    @Override
    public void resumed(int step, List<CurvePoint> curve) {
        put(null, curve);
    }

    private synchronized void put(@Nullable TrainingProgress progress, List<CurvePoint> points) {
        latest = progress == null ? latest : progress;
        measured.addAll(points);
        if (!waiting) {
            waiting = true;
            fx.execute(this::deliver);
        }
    }

    private void deliver() {
        Optional<TrainingProgress> progress;
        List<CurvePoint> points;
        synchronized (this) {
            progress = Optional.ofNullable(latest);
            points = List.copyOf(measured);
            latest = null;
            measured.clear();
            waiting = false;
        }
        if (!job.cancelled()) {
            view.advance(progress, points);
        }
    }
}
