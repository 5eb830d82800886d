package org.diopter.app.window;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.diopter.app.job.Job;
import org.diopter.model.UnusableInputException;
import org.diopter.views.cache.Computed;
import org.jspecify.annotations.Nullable;

/// The job behind what a view computes on request: the newest one counts, its parts show as they come, and every end of it shows. FX thread only.
///
/// @param <R> what comes out
final class ComputedJob<R> {
    private final Workplace place;
    private final Computed<R> shown;
    private @Nullable Job running;

    ComputedJob(Workplace place, Computed<R> shown) {
        this.place = place;
        this.shown = shown;
        place.models().whenOpened(_ -> cancel());
    }

    /// Starts it in place of what runs.
    ///
    /// @param work gets the job, and who shows what is known before the end
    void start(String name, BiFunction<Job, Consumer<R>, R> work) {
        cancel();
        shown.trouble().set("");
        shown.running().set(true);
        running = place.jobs().start(name, job -> work.apply(job, part -> place.fx().execute(() -> show(job, part))), (job, result) -> {
            show(job, result);
            ended(job);
        }, this::failed, this::ended);
    }

    /// Ends it; what has been shown stays.
    void cancel() {
        if (running != null) {
            running.cancel();
        }
    }

    private void show(Job job, R result) {
        if (job.equals(running)) {
            shown.result().set(result);
        }
    }

    private void failed(Job job, Throwable problem) {
        if (job.equals(running)) {
            switch (problem) {
                case UnusableInputException input -> shown.trouble().set(input.sentence() + " (" + input.code() + ")");
                default -> place.failed().accept(problem);
            }
        }
        ended(job);
    }

    private void ended(Job job) {
        if (job.equals(running)) {
            running = null;
            shown.running().set(false);
        }
    }
}
