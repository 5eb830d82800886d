package org.diopter.app.window;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.app.job.LatestTask;
import org.diopter.engine.OpenModel;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.laser.Spectrum;
import org.diopter.views.kit.Watch;
import org.diopter.views.rank.RankModel;
import org.diopter.views.rank.Setting;
import org.jspecify.annotations.Nullable;

/// Gets the spectrum of the matrix that is looked at, while the Rank view is shown. FX thread only.
final class RankSession {
    private static final Duration QUIET = Duration.ofMillis(60);

    private final Engine engine;
    private final Jobs jobs;
    private final ModelSession models;
    private final RankModel view;
    private final Consumer<Throwable> failed;
    private final LatestTask latest;
    private final LatestTask latestKept;
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private final Map<MatrixId, Spectrum> known = new HashMap<>();

    /// @param failed hears why a spectrum could not be had
    RankSession(Engine engine, Jobs jobs, ModelSession models, RankModel view, ScheduledExecutorService timer, Executor fx, Consumer<Throwable> failed) {
        this.engine = engine;
        this.jobs = jobs;
        this.models = models;
        this.view = view;
        this.failed = failed;
        latest = new LatestTask(timer, fx);
        latestKept = new LatestTask(timer, fx);
        models.model().subscribe((_, open) -> opened(open));
        Watch.all(this::request, shown, view.matrix());
        Watch.all(this::requestKept, shown, view.setting());
    }

    /// Whether the Rank view is shown.
    BooleanProperty shown() {
        return shown;
    }

    private void opened(@Nullable OpenModel open) {
        latest.cancel();
        known.clear();
        view.spectrum().set(null);
        view.card().set(open == null ? null : open.card());
        request();
    }

    private void request() {
        MatrixId matrix = view.matrix().get();
        OpenModel open = models.model().get();
        if (!shown.get() || matrix == null || open == null) {
            return;
        }
        if (known.containsKey(matrix)) {
            latest.cancel();
            view.spectrum().set(new RankModel.Known(matrix, known.get(matrix)));
        } else {
            latest.request(QUIET, () -> start(open, matrix));
        }
    }

    /// What a random projection keeps is computed for the edit that is looked at.
    private void requestKept() {
        Setting setting = view.setting().get();
        OpenModel open = models.model().get();
        if (shown.get() && open != null && setting != null && setting.edit() instanceof ReduceRank edit && edit.method() instanceof SvdMethod.Randomised) {
            latestKept.request(QUIET, () -> startKept(open, edit));
        } else {
            latestKept.cancel();
        }
    }

    private Runnable startKept(OpenModel open, ReduceRank edit) {
        Job started = jobs.start(WindowTexts.ALL.get("job.spectrum", edit.matrix()), job -> engine.workbench().keptValues(open.id(), edit, job),
                (_, values) -> view.kept().set(new RankModel.Kept(edit, values)), (_, why) -> failed.accept(why));
        return started::cancel;
    }

    private Runnable start(OpenModel open, MatrixId matrix) {
        Job started = jobs.start(WindowTexts.ALL.get("job.spectrum", matrix), job -> engine.workbench().spectrum(open.id(), matrix, job),
                (_, spectrum) -> {
                    if (open.equals(models.model().get())) {
                        known.put(matrix, spectrum);
                        request();
                    }
                }, (_, why) -> failed.accept(why));
        return started::cancel;
    }
}
