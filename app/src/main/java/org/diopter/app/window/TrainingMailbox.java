package org.diopter.app.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.diopter.app.job.Job;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.TrainingListener;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.engine.lens.training.TrainingStage;
import org.diopter.views.training.TrainingModel;
import org.diopter.views.training.TrainingWork;
import org.jspecify.annotations.Nullable;

/// Hands a training's news to the view: of the steps between two looks only the latest, of the measurements all.
final class TrainingMailbox implements TrainingListener {
    private final Job job;
    private final TrainingModel view;
    private final Executor fx;
    private final List<CurvePoint> measured = new ArrayList<>();
    private @Nullable TrainingProgress latest;
    private @Nullable TrainingWork work;
    private boolean waiting;

    TrainingMailbox(Job job, TrainingModel view, Executor fx) {
        this.job = job;
        this.view = view;
        this.fx = fx;
        job.stage(WindowTexts.ALL.get("stage.training"), 1, 1);
    }

    @Override
    public void reached(TrainingStage stage, double share) {
        put(null, new TrainingWork(stage, share), List.of());
    }

    @Override
    public void progressed(TrainingProgress progress) {
        job.items(progress.step(), progress.steps());
        put(progress, new TrainingWork(TrainingStage.STEP, 0), List.of());
    }

    @Override
    public void measured(List<CurvePoint> points) {
        put(null, null, points);
    }

    @Override
    public void resumed(int step, List<CurvePoint> curve) {
        put(null, null, curve);
    }

    private synchronized void put(@Nullable TrainingProgress progress, @Nullable TrainingWork now, List<CurvePoint> points) {
        latest = progress == null ? latest : progress;
        work = now == null ? work : now;
        measured.addAll(points);
        if (!waiting) {
            waiting = true;
            fx.execute(this::deliver);
        }
    }

    private void deliver() {
        Optional<TrainingProgress> progress;
        List<CurvePoint> points;
        @Nullable TrainingWork now;
        synchronized (this) {
            now = work;
            progress = Optional.ofNullable(latest);
            points = List.copyOf(measured);
            latest = null;
            measured.clear();
            waiting = false;
        }
        if (!job.cancelled()) {
            view.advance(progress, points);
            view.work().set(now);
        }
    }
}
