package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.app.settings.BrokenOffTraining;
import org.diopter.app.settings.Settings;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.files.LensWriter;
import org.diopter.engine.lens.judging.LensEvaluation;
import org.diopter.engine.lens.judging.TransferPenalties;
import org.diopter.engine.lens.training.TrainedLens;
import org.diopter.engine.lens.training.TrainingPlan;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.Provenance;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Watch;
import org.diopter.views.training.Judgement;
import org.diopter.views.training.TrainingForm;
import org.diopter.views.training.TrainingModel;
import org.diopter.views.training.TrainingPage;
import org.diopter.views.training.TrainingPhase;
import org.jspecify.annotations.Nullable;

/// Trains and judges lenses of the open model. A training goes on when another view is shown, ends with the model, and can be gone on with in a later
/// session. FX thread only.
final class TrainingSession {
    /// Of a text that is judged: more sequences would say the same and take longer.
    private static final int JUDGED = 48;
    private static final int TRANSFERRED = 12;

    private final Jobs jobs;
    private final ReadOnlyObjectProperty<@Nullable OpenModel> open;
    private final TrainingModel view;
    private final LensSession lenses;
    private final Settings settings;
    private final SampleText samples;
    private final Path home;
    private final BiFunction<OpenModel, String, Provenance> provenance;
    private final Executor fx;
    private final Consumer<Throwable> failed;
    private TrainingHold hold = new TrainingHold();
    private @Nullable Job running;
    private @Nullable Outcome waiting;

    /// What a training gave, with the model it is of and where it is kept.
    private record Outcome(OpenModel model, TrainedLens trained, Path folder) {}

    /// @param home the program's folder, in which lenses are kept
    /// @param provenance of figures about a model and a text that has no tokens of a prompt
    /// @param failed hears why a lens could not be judged
    TrainingSession(Jobs jobs, ReadOnlyObjectProperty<@Nullable OpenModel> open, TrainingModel view, LensSession lenses, Settings settings,
            SampleText samples, Path home, BiFunction<OpenModel, String, Provenance> provenance, Executor fx, Consumer<Throwable> failed) {
        this.jobs = jobs;
        this.open = open;
        this.view = view;
        this.lenses = lenses;
        this.settings = settings;
        this.samples = samples;
        this.home = home;
        this.provenance = provenance;
        this.fx = fx;
        this.failed = failed;
        Watch.all(this::modelChanged, open);
    }

    private void modelChanged() {
        if (running != null) {
            running.cancel();
            running = null; // what it still gives is of another model
        }
        waiting = null;
        view.phase().set(new TrainingPhase.Idle());
        view.judgement().set(null);
        offerToGoOn();
    }

    /// Offers what was broken off of the open model, if anything was.
    private void offerToGoOn() {
        OpenModel model = open.get();
        BrokenOffTraining left = settings.training().get();
        view.unfinished().set(model != null && left != null && left.model().equals(model.id().sha256()) ? left.form() : null);
    }

    /// Begins the training that the recipe pane describes.
    void start() {
        start(view.form().get(), false);
    }

    /// Goes on with the one that was broken off.
    void resume() {
        TrainingForm left = view.unfinished().get();
        if (left != null) {
            view.form().set(left);
            start(left, true);
        }
    }

    /// Forgets the one that was broken off.
    void forget() {
        view.unfinished().set(null);
        settings.training().set(null);
    }

    void restartAtHalfTheRate() {
        TrainingForm form = view.form().get();
        view.form().set(form.withRate(form.rate() / 2));
        start();
    }

    private void start(TrainingForm form, boolean resume) {
        OpenModel model = open.get();
        if (model == null || view.running().get()) {
            return;
        }
        TrainingPlan plan;
        try {
            plan = form.plan(model.card().layers());
        } catch (UnusableInputException problem) {
            view.phase().set(new TrainingPhase.Failed(problem.sentence(), problem.code()));
            return;
        }
        TrainingHold mine = new TrainingHold();
        hold = mine;
        String name = mine.name();
        view.begin(mine.clock(), provenance.apply(model, name));
        view.unfinished().set(null);
        waiting = null;
        settings.training().set(new BrokenOffTraining(model.id().sha256(), form));
        Path folder = home.resolve("lenses").resolve(model.id().name()).resolve(name);
        running = jobs.start(WindowTexts.ALL.get("job.training", model.id().name()), job -> {
            job.onCancel(mine.control()::stop);
            TrainingText text = samples.training(model, form.files(), form.length());
            fx.execute(() -> view.packing().set(packed(text)));
            TrainedLens trained = model.lenses().train(name, text, plan, resume, mine.control(), new TrainingMailbox(job, view, fx));
            if (!trained.curve().isEmpty()) { // else it was ended before there was anything to keep
                LensWriter.folder(trained.lens(), folder);
            }
            return new Outcome(model, trained, folder);
        }, this::ended, this::couldNot);
    }

    private static String packed(TrainingText text) {
        long tokens = text.sequences().stream().mapToLong(TokenSequence::length).sum();
        return WindowTexts.ALL.get("training.packed", tokens, text.sequences().size(), text.rule(), text.dropped());
    }

    private void ended(Job job, Outcome outcome) {
        if (!job.equals(running)) {
            return;
        }
        // A training that the user did not end himself, but by closing the window, say, can go on later.
        boolean brokenOff = outcome.trained().end() instanceof TrainedLens.End.Stopped && !hold.isEnded();
        if (brokenOff) {
            offerToGoOn();
        } else {
            settings.training().set(null);
        }
        if (outcome.trained().curve().isEmpty()) {
            view.phase().set(new TrainingPhase.Idle());
            return;
        }
        boolean diverged = outcome.trained().end() instanceof TrainedLens.End.Diverged;
        view.phase().set(new TrainingPhase.Ended(outcome.trained().end(), outcome.trained().lens().name(), !diverged));
        if (diverged) {
            waiting = outcome;
        } else {
            use(outcome);
        }
    }

    private void couldNot(Job job, Throwable problem) {
        if (job.equals(running)) {
            if (view.curve().get().points().isEmpty()) {
                settings.training().set(null);
            } else {
                offerToGoOn(); // what was learnt is kept, though it could not be written as a lens
            }
            String code = problem instanceof UnusableInputException input ? input.code() : "";
            String sentence = problem instanceof UnusableInputException input
                    ? input.sentence()
                    : WindowTexts.ALL.get("unexpected", String.valueOf(problem.getMessage()));
            view.phase().set(new TrainingPhase.Failed(sentence, code));
        }
    }

    /// Uses what a training that diverged had kept.
    void keep() {
        if (waiting != null && view.phase().get() instanceof TrainingPhase.Ended ended) {
            use(waiting);
            waiting = null;
            view.phase().set(new TrainingPhase.Ended(ended.end(), ended.name(), true));
        }
    }

    private void use(Outcome outcome) {
        if (outcome.model().equals(open.get())) {
            Lens lens = outcome.trained().lens();
            jobs.start(WindowTexts.ALL.get("job.lens", lens.name()), _ -> HeldLens.of(outcome.model().use(lens), lens),
                    (_, held) -> {
                        if (outcome.model().equals(open.get())) {
                            lenses.use(outcome.folder(), held);
                        }
                    }, (_, problem) -> failed.accept(problem));
        }
    }

    /// Holds the training before its next step, or lets it go on.
    void pause() {
        view.pause(hold.pauseOrGoOn());
    }

    /// Ends the training; the best so far is its result.
    void stop() {
        view.ending();
        hold.end();
    }

    /// Judges the lens that is looked through.
    ///
    /// @param files text it has not seen; empty for the sample that comes with the bundled model
    void judge(List<Path> files, Optional<HeldLens> held) {
        OpenModel model = open.get();
        if (model == null || held.isEmpty()) {
            return;
        }
        Lens lens = held.get().lens();
        int length = view.form().get().length();
        jobs.start(WindowTexts.ALL.get("job.judging", held.get().title()), job -> {
            List<Path> read = files.isEmpty() ? List.of(samples.evaluation()) : files;
            TrainingText text = SampleText.packed(model, read, length);
            job.stage(WindowTexts.ALL.get("stage.scores"), 1, 3);
            LensEvaluation evaluation = model.lenses().evaluate(lens, first(text, JUDGED), job);
            job.stage(WindowTexts.ALL.get("stage.transfer"), 2, 3);
            TransferPenalties transfer = model.lenses().transfer(lens, first(text, TRANSFERRED), job);
            job.stage(WindowTexts.ALL.get("stage.covariance"), 3, 3);
            double[][] similarity = model.lenses().covariances(first(text, JUDGED), job).similarity();
            String name = String.join(", ", read.stream().map(file -> String.valueOf(file.getFileName())).toList());
            return new Judgement(held.get().title(), name, evaluation, transfer, similarity, provenance.apply(model, held.get().title()));
        }, (_, judged) -> {
            if (model.equals(open.get())) {
                view.judgement().set(judged);
                view.page().set(TrainingPage.JUDGING);
            }
        }, (_, problem) -> failed.accept(problem));
    }

    private static TrainingText first(TrainingText text, int count) {
        return TrainingText.of(text.sequences().subList(0, Math.min(count, text.sequences().size())));
    }
}
