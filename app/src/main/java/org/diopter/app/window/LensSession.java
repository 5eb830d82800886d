package org.diopter.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.diopter.app.job.Jobs;
import org.diopter.app.settings.Settings;
import org.diopter.engine.LensChoice;
import org.diopter.engine.LensTrial;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.engine.lens.files.LensFit;
import org.diopter.engine.lens.files.LensWriter;
import org.diopter.model.Progress;
import org.diopter.model.hub.BundledModel;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.edits.LensUse;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.trajectory.LensMode;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// The lens that the open model is looked at through: found again when a model is opened, chosen by the user, remembered by model. FX thread only.
final class LensSession {
    /// What others do when something has happened.
    interface Listener {
        /// A lens was read that was trained for another model, or is somewhere worse than the logit lens; `use` takes it all the same.
        void doubtful(LensTrial trial, Runnable use);

        /// The model is now looked at through this lens.
        void lensUsed(HeldLens lens);

        /// A lens could not be used; the one before it stays.
        void lensNotUsed(Path file, Throwable problem);
    }

    private final Jobs jobs;
    private final TrajectoryModel view;
    private final Settings settings;
    private final BundledModel bundledModel;
    private final BundledModel bundledLens;
    private final Executor fx;
    private final Listener listener;
    private @Nullable OpenModel model;
    /// How often a lens was asked for: what was asked for last is used.
    private int asked;
    /// What is opened again.
    private @Nullable LensUse coming;
    private Consumer<LensUse> notShown = _ -> {};

    /// @param held nothing where the user is to be asked
    private record Tried(Optional<HeldLens> held, LensTrial trial) {}

    /// @param bundledLens the lens that comes with the bundled model, where this build has it
    LensSession(Engine engine, Jobs jobs, TrajectoryModel view, Settings settings, BundledModel bundledModel, BundledModel bundledLens, Executor fx,
            Listener listener) {
        this.jobs = jobs;
        this.view = view;
        this.settings = settings;
        this.bundledModel = bundledModel;
        this.bundledLens = bundledLens;
        this.fx = fx;
        this.listener = listener;
    }

    /// What finds the lens of a model that will be opened, off the FX thread: the one used with it last, else the one that came with it.
    BiFunction<OpenModel, Progress, Optional<HeldLens>> finder() {
        Map<String, String> remembered = Map.copyOf(settings.lenses());
        return (opened, progress) -> find(opened, Optional.ofNullable(remembered.get(opened.id().sha256())).map(Path::of), progress);
    }

    private Optional<HeldLens> find(OpenModel opened, Optional<Path> remembered, Progress progress) {
        try {
            Optional<Path> place = remembered.filter(Files::exists);
            if (place.isEmpty() && bundledLens.isPresent() && opened.id().folder().startsWith(bundledModel.folder())) {
                place = Optional.of(bundledLens.unpack(progress));
                // What was used last is gone, and is not what is found now.
                remembered.ifPresent(_ -> fx.execute(() -> settings.lenses().remove(opened.id().sha256())));
            }
            return place.map(file -> held(opened, LensFiles.open(file).lens()));
        } catch (RuntimeException problem) {
            // The model is as good without its lens.
            fx.execute(() -> listener.lensNotUsed(remembered.orElse(bundledLens.folder()), problem));
            return Optional.empty();
        }
    }

    private static HeldLens held(OpenModel model, Lens lens) {
        LensChoice.Translated choice = model.use(lens);
        return HeldLens.of(choice, model.lenses().lens(choice).orElse(lens));
    }

    /// A model is open, with the lens that was found for it.
    void opened(OpenModel opened, Optional<HeldLens> found) {
        model = opened;
        coming = null;
        view.lenses().beside().set(null);
        view.lenses().difference().set(null);
        view.lenses().held().set(found.orElse(null));
    }

    /// Opens a lens that the user chose, and tries it on what is shown.
    ///
    /// @param file a folder of the tuned-lens package, or a file that is a lens by itself
    void open(Path file) {
        OpenModel open = model;
        if (open == null) {
            return;
        }
        Optional<TokenSequence> tokens = Optional.ofNullable(view.findings().get()).map(Findings::study)
                .filter(study -> study.model().equals(open.id()))
                .map(study -> study.tokens());
        int mine = ++asked;
        coming = null;
        jobs.start(WindowTexts.ALL.get("job.lens", String.valueOf(file.getFileName())), job -> {
            Lens lens = LensFit.to(LensFiles.open(file).lens(), open.card().layers(), open.card().width());
            LensTrial trial = LensTrial.of(open, lens, tokens, job);
            // What is held stays in memory with the model: not what the user may not want.
            return new Tried(trial.isDoubtful() ? Optional.empty() : Optional.of(held(open, lens)), trial);
        }, (_, tried) -> {
            if (mine == asked && open.equals(model)) {
                tried(open, file, tried);
            }
        }, (_, problem) -> listener.lensNotUsed(file, problem));
    }

    /// Looks through a lens again that was looked through before, or through none. One that is still being opened is not wanted any more.
    ///
    /// @param mode what of both lenses is looked at
    void show(LensUse before, LensMode mode) {
        asked++;
        coming = null;
        view.lenses().wanted().set(mode);
        HeldLens now = view.lenses().held().get();
        if (!before.hasLens()) {
            view.lenses().held().set(null);
        } else if (now == null || !now.choice().sha256().equals(before.sha256())) {
            openAgain(before);
        }
    }

    private void openAgain(LensUse before) {
        OpenModel open = model;
        if (open == null) {
            return;
        }
        int mine = asked;
        coming = before;
        boolean bundled = before.source().equals(LensUse.BUNDLED);
        Path file = bundled ? bundledLens.folder() : Path.of(before.source());
        jobs.start(WindowTexts.ALL.get("job.lens", before.name()), job -> held(open, LensFiles.open(bundled ? bundledLens.unpack(job) : file).lens()),
                (_, held) -> {
                    if (mine == asked && open.equals(model)) {
                        coming = null;
                        remember(open, bundled ? null : file);
                        view.lenses().held().set(held);
                    }
                }, (_, problem) -> {
                    giveUp(before, mine);
                    listener.lensNotUsed(file, problem);
                }, _ -> giveUp(before, mine));
    }

    private void giveUp(LensUse before, int request) {
        if (request == asked) {
            coming = null;
            notShown.accept(before);
        }
    }

    /// Hears of a lens that was to be [shown][#show] again and is not there, or was cancelled.
    void whenNotShown(Consumer<LensUse> act) {
        notShown = act;
    }

    /// The lens that is being opened again, through which the model will be looked at; empty while none is.
    Optional<LensUse> coming() {
        return Optional.ofNullable(coming);
    }

    private void tried(OpenModel open, Path file, Tried tried) {
        tried.held().ifPresentOrElse(held -> use(file, held), () -> listener.doubtful(tried.trial(), () -> hold(open, file, tried.trial().lens())));
    }

    /// Uses a lens that the user wants all the same.
    private void hold(OpenModel open, Path file, Lens lens) {
        int mine = ++asked;
        coming = null;
        jobs.start(WindowTexts.ALL.get("job.lens", lens.name()), _ -> held(open, lens), (_, held) -> {
            if (mine == asked && open.equals(model)) {
                use(file, held);
            }
        }, (_, problem) -> listener.lensNotUsed(file, problem));
    }

    /// The model is looked at through a lens that it holds, from now on.
    ///
    /// @param file where the lens is found again
    void use(Path file, HeldLens lens) {
        OpenModel open = model;
        if (open != null) {
            remember(open, file);
            view.lenses().held().set(lens);
            if (view.lenses().wanted().get() == LensMode.LOGIT) {
                view.lenses().wanted().set(LensMode.TUNED);
            }
            listener.lensUsed(lens);
        }
    }

    /// @param file where the model's lens is found again; null for the bundled one
    private void remember(OpenModel open, @Nullable Path file) {
        if (file == null) {
            settings.lenses().remove(open.id().sha256());
        } else {
            settings.lenses().put(open.id().sha256(), file.toAbsolutePath().toString());
        }
    }

    /// Writes the lens that is looked through: as the tuned-lens package's folder, or as one safetensors file where the name ends so.
    void export(Path to, Consumer<Path> done, Consumer<Throwable> failed) {
        HeldLens held = view.lenses().held().get();
        if (held != null) {
            jobs.start(WindowTexts.ALL.get("job.lens-export"), _ -> write(held.lens(), to), (_, path) -> done.accept(path), (_, why) -> failed.accept(why));
        }
    }

    private static Path write(Lens lens, Path to) {
        if (String.valueOf(to.getFileName()).endsWith(".safetensors")) {
            LensWriter.safetensors(lens, to);
        } else {
            LensWriter.folder(lens, to);
        }
        return to;
    }
}
