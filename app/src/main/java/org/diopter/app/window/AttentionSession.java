package org.diopter.app.window;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.app.job.LatestTask;
import org.diopter.engine.BlockAttention;
import org.diopter.engine.OpenModel;
import org.diopter.views.attention.AttentionModel;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Watch;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// Gets the attention of the block that is looked at, for the study on the screen, while the attention view is shown.
final class AttentionSession {
    private static final Duration QUIET = Duration.ofMillis(60);

    private final Engine engine;
    private final Jobs jobs;
    private final ReadOnlyObjectProperty<@Nullable OpenModel> model;
    private final TrajectoryModel study;
    private final AttentionModel view;
    private final Consumer<Throwable> failed;
    private final LatestTask latest;
    private final BooleanProperty shown = new SimpleBooleanProperty();

    /// @param failed hears why a block's attention could not be had
    AttentionSession(Engine engine, Jobs jobs, ReadOnlyObjectProperty<@Nullable OpenModel> model, TrajectoryModel study, AttentionModel view, ScheduledExecutorService timer, Executor fx,
            Consumer<Throwable> failed) {
        this.engine = engine;
        this.jobs = jobs;
        this.model = model;
        this.study = study;
        this.view = view;
        this.failed = failed;
        latest = new LatestTask(timer, fx);
        Watch.all(this::request, shown, study.findings(), view.block());
    }

    /// Whether the attention view is shown.
    BooleanProperty shown() {
        return shown;
    }

    private void request() {
        Findings findings = study.findings().get();
        OpenModel open = model.get();
        if (!shown.get() || findings == null || open == null || !open.id().equals(findings.study().model()) || !findings.trajectory().isComplete()) {
            return;
        }
        int block = Math.clamp(view.block().get(), 0, findings.card().layers() - 1);
        if (block != view.block().get()) {
            view.block().set(block);
        } else if (!isKnown(findings, block)) {
            latest.request(QUIET, () -> start(findings, block));
        }
    }

    private boolean isKnown(Findings findings, int block) {
        AttentionModel.Known known = view.known().get();
        return known != null && known.findings().study().equals(findings.study()) && known.attention().block() == block;
    }

    private Runnable start(Findings findings, int block) {
        Job started = jobs.start(WindowTexts.ALL.get("job.attention", block), job -> engine.workbench().attention(findings.study(), block, job),
                (_, attention) -> show(findings, attention), (_, problem) -> failed.accept(problem));
        return started::cancel;
    }

    private void show(Findings findings, BlockAttention attention) {
        @Nullable Findings now = study.findings().get();
        if (now != null && now.study().equals(findings.study()) && attention.block() == view.block().get()) {
            AttentionModel.Known before = view.known().get();
            if (before == null || !before.findings().study().equals(findings.study())) {
                view.viewport().set(Viewport.WHOLE);
            }
            view.head().set(Math.clamp(view.head().get(), 0, attention.heads() - 1));
            view.known().set(new AttentionModel.Known(findings, attention));
        }
    }
}
