package org.diopter.app.window;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.app.bundled.ModelPlaces;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.engine.MemoryEstimate;
import org.diopter.engine.MemoryMode;
import org.diopter.engine.OpenModel;
import org.diopter.views.compare.CompareModel.Offer;
import org.diopter.views.compare.Subject;
import org.jspecify.annotations.Nullable;

/// A model that is open beside the one of the window, as long as one side of a comparison is it. What it takes is said before it is opened. FX thread only.
final class SecondModel {
    private final Engine engine;
    private final Jobs jobs;
    private final ModelSession models;
    private @Nullable OpenModel open;
    private Subject.@Nullable OtherModel wanted;
    private @Nullable Job opening;

    /// What others do when something has happened.
    interface Listener {
        /// The user is to be asked.
        void asked(Offer offer);

        /// It is open.
        void opened();

        /// The user does not want it.
        void left();

        /// It could not be opened.
        void failed(Throwable problem);
    }

    private final Listener listener;

    SecondModel(Engine engine, Jobs jobs, ModelSession models, Listener listener) {
        this.engine = engine;
        this.jobs = jobs;
        this.models = models;
        this.listener = listener;
    }

    /// The model, if it is open.
    Optional<OpenModel> get(Subject.OtherModel of) {
        return of.equals(wanted) ? Optional.ofNullable(open) : Optional.empty();
    }

    /// Makes this the second model: nothing closes what was open, another asks first and then opens.
    void want(Subject.@Nullable OtherModel next) {
        if (java.util.Objects.equals(next, wanted)) {
            return;
        }
        close();
        wanted = next;
        if (next != null) {
            estimate(next);
        }
    }

    private void estimate(Subject.OtherModel next) {
        MemoryMode mode = models.lowMemory().get() ? MemoryMode.LOW : MemoryMode.USUAL;
        opening = jobs.start(WindowTexts.ALL.get("job.estimate", next.name()), _ -> sentence(next, mode), (mine, sentence) -> {
            if (mine.equals(opening)) {
                listener.asked(new Offer(sentence, WindowTexts.ALL.get("compare.open"), () -> open(next, mode), listener::left));
            }
        }, this::notOpened, this::stopped);
    }

    /// What it takes of memory. Of a graph that is given only its size is known before.
    private static String sentence(Subject.OtherModel next, MemoryMode mode) {
        if (String.valueOf(next.folder().getFileName()).endsWith(".onnx")) {
            return WindowTexts.ALL.get("compare.offer-graph", next.name());
        }
        Path folder = ModelPlaces.chosen(next.folder());
        return WindowTexts.ALL.get("compare.offer", next.name(), MemoryEstimate.words(MemoryEstimate.before(folder, mode).needed()));
    }

    private void open(Subject.OtherModel next, MemoryMode mode) {
        opening = jobs.start(WindowTexts.ALL.get("job.opening", next.name()), job -> {
            Path folder = ModelPlaces.chosen(next.folder());
            return mode == MemoryMode.LOW ? engine.workbench().openWithLowMemory(folder, job) : engine.workbench().open(folder, job);
        }, this::adopt, this::notOpened, this::stopped);
    }

    private void stopped(Job mine) {
        if (mine.equals(opening)) {
            opening = null;
            listener.left();
        }
    }

    /// A model that nobody waits for any more is closed again, also where the same is being opened anew.
    private void adopt(Job mine, OpenModel found) {
        if (mine.equals(opening)) {
            opening = null;
            open = found;
            listener.opened();
        } else {
            close(found);
        }
    }

    private void notOpened(Job mine, Throwable problem) {
        if (mine.equals(opening)) {
            listener.failed(problem);
        }
    }

    private void close() {
        if (opening != null) {
            opening.cancel();
            opening = null;
        }
        if (open != null) {
            close(open);
            open = null;
        }
    }

    private void close(OpenModel old) {
        jobs.start(WindowTexts.ALL.get("job.closing", old.id().name()), _ -> {
            old.close();
            return old;
        }, (_, _) -> {}, (_, problem) -> listener.failed(problem));
    }
}
