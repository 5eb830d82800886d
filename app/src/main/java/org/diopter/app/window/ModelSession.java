package org.diopter.app.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.engine.OpenModel;
import org.diopter.engine.SelfCheck;
import org.diopter.model.Progress;
import org.diopter.views.kit.HeldLens;
import org.jspecify.annotations.Nullable;

/// The open model: opens one in place of another, with its lens, and lets it prove itself. The newest request wins. FX thread only.
final class ModelSession {
    /// What others do when something has happened.
    interface Listener {
        /// A model is open, with its lens.
        void opened(OpenModel model);

        /// A model could not be opened; the one before it stays.
        ///
        /// @param withLowMemory opens it in low-memory mode
        void notOpened(String name, Throwable problem, Runnable withLowMemory);

        /// The open model has proved itself, or has been found wrong.
        void proved(OpenModel model, SelfCheck check);

        /// The self-check could not be made.
        void notProved(Throwable problem);
    }

    /// Says what became of a model that was asked for and is not open.
    interface Asker {
        void cancelled();

        /// @param withLowMemory opens it in low-memory mode
        void failed(Throwable problem, Runnable withLowMemory);
    }

    private final Engine engine;
    private final Jobs jobs;
    private final LensSession lenses;
    private final Listener listener;
    private final List<Consumer<OpenModel>> opened = new ArrayList<>();
    private final ReadOnlyObjectWrapper<@Nullable OpenModel> model = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SelfCheck> check = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Job> opening = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty lowMemory = new SimpleBooleanProperty();
    private @Nullable Job checking;
    /// The model that was checked last, whatever came of it.
    private @Nullable OpenModel asked;

    /// @param lenses finds the lens of a model that is opened
    ModelSession(Engine engine, Jobs jobs, LensSession lenses, Listener listener) {
        this.engine = engine;
        this.jobs = jobs;
        this.lenses = lenses;
        this.listener = listener;
    }

    /// Acts whenever a model is open with its lens, after the listener has heard of it.
    void whenOpened(Consumer<OpenModel> act) {
        opened.add(act);
    }

    /// The open model; null before the first.
    ReadOnlyObjectProperty<@Nullable OpenModel> model() {
        return model.getReadOnlyProperty();
    }

    /// Its self-check; null before it was made.
    ReadOnlyObjectProperty<@Nullable SelfCheck> check() {
        return check.getReadOnlyProperty();
    }

    /// The job that opens another model; null while none is being opened.
    ReadOnlyObjectProperty<@Nullable Job> opening() {
        return opening.getReadOnlyProperty();
    }

    /// Whether models are opened in low-memory mode.
    BooleanProperty lowMemory() {
        return lowMemory;
    }

    /// A model that is to be opened.
    private record Wanted(String name, Function<Progress, Path> folder, boolean lowMemory, Asker asker) {}

    /// Opens a model. The one before it stays open and usable until the new one is there, and for good if it cannot be opened.
    ///
    /// @param name of the model, for people
    /// @param folder finds its folder, off the FX thread
    void open(String name, Function<Progress, Path> folder) {
        open(name, folder, new Asker() {
            @Override
            public void cancelled() {}

            @Override
            public void failed(Throwable problem, Runnable withLowMemory) {
                listener.notOpened(name, problem, withLowMemory);
            }
        });
    }

    /// The same for somebody who says it in the listener's place if it is not opened.
    void open(String name, Function<Progress, Path> folder, Asker asker) {
        open(new Wanted(name, folder, lowMemory.get(), asker));
    }

    private record Opened(OpenModel model, Optional<HeldLens> lens) {}

    private void open(Wanted wanted) {
        cancelOpening();
        BiFunction<OpenModel, Progress, Optional<HeldLens>> finder = lenses.finder();
        opening.set(jobs.start(WindowTexts.ALL.get("job.opening", wanted.name()), job -> {
            OpenModel found = engine.open(wanted.folder(), wanted.lowMemory(), job);
            try {
                return new Opened(found, finder.apply(found, job));
            } catch (RuntimeException | Error problem) {
                found.close();
                throw problem;
            }
        }, (job, found) -> adopt(job, found, wanted.asker()), (job, problem) -> {
            ended(job);
            wanted.asker().failed(problem, () -> open(new Wanted(wanted.name(), wanted.folder(), true, wanted.asker())));
        }, job -> {
            ended(job);
            wanted.asker().cancelled();
        }));
    }

    private void ended(Job job) {
        if (job.equals(opening.get())) {
            opening.set(null);
        }
    }

    /// Stops opening another model.
    void cancelOpening() {
        if (opening.get() != null) {
            opening.get().cancel();
            opening.set(null);
        }
    }

    /// A model that nobody waits for any more is closed again.
    private void adopt(Job job, Opened found, Asker asker) {
        OpenModel now = found.model();
        if (!job.equals(opening.get())) {
            close(now);
            asker.cancelled();
            return;
        }
        opening.set(null);
        OpenModel before = model.get();
        check.set(null);
        if (checking != null) {
            checking.cancel();
        }
        model.set(now);
        lenses.opened(now, found.lens());
        if (before != null) {
            close(before);
        }
        listener.opened(now);
        opened.forEach(act -> act.accept(now));
    }

    private void close(OpenModel old) {
        jobs.start(WindowTexts.ALL.get("job.closing", old.id().name()), _ -> {
            old.close();
            return old;
        }, (_, _) -> {}, (_, _) -> {});
    }

    /// Lets the model prove itself, unless it has been asked to: what could not be proved is not tried again by itself.
    void prove() {
        OpenModel open = model.get();
        if (open != null && !open.equals(asked)) {
            prove(open, OpenModel::check);
        }
    }

    /// Lets the model prove itself again, whatever is kept of an earlier proof, unless it is about to.
    void proveAgain() {
        OpenModel open = model.get();
        boolean underWay = open != null && open.equals(asked) && checking != null && checking.state().running();
        if (open != null && !underWay) {
            prove(open, OpenModel::checkAgain);
        }
    }

    private void prove(OpenModel open, BiFunction<OpenModel, Progress, SelfCheck> how) {
        asked = open;
        checking = jobs.start(WindowTexts.ALL.get("job.checking", open.id().name()), job -> how.apply(open, job), (_, result) -> {
            if (open.equals(model.get())) {
                check.set(result);
                listener.proved(open, result);
            }
        }, (_, problem) -> {
            if (open.equals(model.get())) {
                listener.notProved(problem);
            }
        });
    }
}
