package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.diopter.app.job.Job;
import org.diopter.app.settings.BrokenOffKernels;
import org.diopter.engine.OpenModel;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.KernelReference;
import org.diopter.engine.cache.LessPolicy;
import org.diopter.engine.cache.Timing;
import org.diopter.engine.cache.less.KernelFile;
import org.diopter.engine.cache.less.TrainedKernels;
import org.diopter.engine.lens.training.TrainingControl;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.PolicyForm;
import org.diopter.views.kernels.KernelForm;
import org.diopter.views.kernels.KernelModel;
import org.diopter.views.kernels.KernelPhase;
import org.diopter.views.kernels.KernelProgress;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// Trains LESS kernels of the open model, block after block, and makes them the policy of the cache view that they were trained for; if that was changed
/// meanwhile, or the training failed behind its first block, they are offered. A training goes on when another view is shown, ends with the model, and can be
/// gone on with in a later session. FX thread only.
final class KernelSession {
    private final Workplace place;
    private final KernelModel view;
    private final CacheModel policies;
    private final SampleText samples;
    private final Path home;
    private TrainingHold hold = new TrainingHold();
    private boolean resumed;
    private @Nullable Job running;
    private Target target = new Target(0, PolicyForm.INITIAL);
    /// Kernels that are ready and not in the view.
    private @Nullable Outcome offered;

    /// The policy of the view that kernels are trained for.
    ///
    /// @param form as it was when the training began
    private record Target(int side, PolicyForm form) {}

    /// What a training gave.
    ///
    /// @param policy with the kernels
    /// @param blocks how many blocks have some
    /// @param problem why there are no more, if it failed
    private record Outcome(Path folder, LessPolicy policy, int blocks, boolean complete, Optional<RuntimeException> problem) {}

    /// @param policies one of whose forms the trained kernels are put into
    /// @param samples the text that is taken where the user has chosen none
    /// @param home the program's folder, in which kernels are kept
    KernelSession(Workplace place, KernelModel view, CacheModel policies, SampleText samples, Path home) {
        this.place = place;
        this.view = view;
        this.policies = policies;
        this.samples = samples;
        this.home = home.resolve("less-kernels");
        Watch.all(this::modelChanged, place.models().model());
    }

    private void modelChanged() {
        if (running != null) {
            running.cancel();
            running = null; // what it still gives is of another model
        }
        offered = null;
        OpenModel model = place.models().model().get();
        view.fit().set(model == null ? KernelForm.Fit.ANY : fit(model));
        view.phase().set(new KernelPhase.Idle());
        view.curves().set(List.of());
        offerToGoOn();
    }

    private static KernelForm.Fit fit(OpenModel model) {
        return new KernelForm.Fit(model.card().layers(), model.card().context());
    }

    /// Offers what was broken off, if anything was.
    private void offerToGoOn() {
        view.unfinished().set(left().map(BrokenOffKernels::form).orElse(null));
    }

    private Optional<BrokenOffKernels> left() {
        OpenModel model = place.models().model().get();
        return model == null ? Optional.empty() : Optional.ofNullable(place.settings().kernels().get(model.id().sha256()));
    }

    /// Begins the training that the recipe pane describes.
    void start() {
        start(view.form().get(), Optional.empty());
    }

    /// Goes on with the one that was broken off.
    void resume() {
        left().ifPresent(left -> {
            view.form().set(left.form());
            start(left.form(), Optional.of(left.folder()));
        });
    }

    /// Forgets the one that was broken off.
    void forget() {
        view.unfinished().set(null);
        endedForGood();
    }

    /// There is nothing to go on with.
    private void endedForGood() {
        OpenModel model = place.models().model().get();
        if (model != null) {
            place.settings().kernels().remove(model.id().sha256());
        }
    }

    /// @param left the name of the folder of the training that goes on; nothing for a new one
    private void start(KernelForm form, Optional<String> left) {
        OpenModel model = place.models().model().get();
        if (model == null || view.running().get()) {
            return;
        }
        KernelForm.Order order;
        try {
            order = form.order(fit(model));
        } catch (UnusableInputException problem) {
            view.phase().set(new KernelPhase.Failed(problem.sentence(), problem.code(), 0));
            return;
        }
        KernelProgress first = KernelProgress.begin(order.blocks().getFirst(), order.blocks().size(), order.recipe().epochs());
        TrainingHold mine = new TrainingHold();
        hold = mine;
        String name = left.orElse(mine.name());
        view.begin(mine.clock(), place.runner().about(model, name).under(CacheUse.streaming(order.policy()).text()), first);
        view.unfinished().set(null);
        place.settings().kernels().put(model.id().sha256(), new BrokenOffKernels(name, form));
        target = target(form);
        offered = null;
        resumed = left.isPresent();
        Path folder = home.resolve(model.id().name()).resolve(name);
        running = place.jobs().start(WindowTexts.ALL.get("job.kernels", model.id().name()), job -> {
            job.onCancel(mine.control()::stop);
            return train(model, form, order, left.isPresent(), folder, mine.control(), new KernelMailbox(job, view, mine.control(), order, whileRunning(job)));
        }, this::ended, this::couldNot, this::nothing);
    }

    /// The policy whose evictions the kernels make up for, else the first one.
    private Target target(KernelForm form) {
        List<PolicyForm> shown = policies.asked();
        int side = shown.stream().map(PolicyForm::sparse).toList().indexOf(form.policy().strip());
        return new Target(Math.max(0, side), shown.get(Math.max(0, side)));
    }

    /// Acts on the FX thread, unless another training or another model has taken the place of this one.
    private Executor whileRunning(Job job) {
        return act -> place.fx().execute(() -> {
            if (job.equals(running)) {
                act.run();
            }
        });
    }

    private Outcome train(OpenModel model, KernelForm form, KernelForm.Order order, boolean resume, Path folder, TrainingControl control, KernelMailbox mailbox) {
        TrainingText text = text(model, form);
        int ready = 0;
        boolean complete = true;
        Optional<RuntimeException> failure = Optional.empty();
        while (complete && ready < order.blocks().size()) {
            int block = order.blocks().get(ready);
            try {
                TrainedKernels kernels = model.caches()
                        .trainLess(order.recipe().plan(block, order.policy(), order.seed()), text, resume, mailbox.block(ready), control.cancellation());
                KernelFile.write(kernels.kernel(), new KernelFile.Place(model.id().sha256(), block, order.policy().text()), folder.resolve(KernelFile.name(block)));
                mailbox.ready(ready, kernels);
                complete = kernels.complete();
                ready++;
            } catch (CancelledException early) {
                if (ready == 0) {
                    throw early; // there is nothing to keep
                }
                complete = false;
            } catch (RuntimeException problem) {
                if (ready == 0) {
                    throw problem;
                }
                complete = false; // what is ready can be used
                failure = Optional.of(problem);
            }
        }
        return new Outcome(folder, new LessPolicy(order.policy(), KernelReference.of(folder)), ready, complete, failure);
    }

    private TrainingText text(OpenModel model, KernelForm form) {
        List<TokenSequence> pieces = samples.training(model, form.files(), form.length()).sequences();
        return TrainingText.of(pieces.subList(0, Math.min(form.pieces(), pieces.size())));
    }

    private void ended(Job job, Outcome outcome) {
        if (!job.equals(running)) {
            return;
        }
        // A training that the user did not end himself, but by closing the window, say, can go on later.
        if (!outcome.complete() && !hold.isEnded()) {
            offerToGoOn();
        } else {
            endedForGood();
        }
        if (outcome.problem().isPresent()) {
            offered = outcome;
            view.phase().set(failed(outcome.problem().get(), outcome.blocks()));
        } else if (policies.form(target.side()).get().equals(target.form())) {
            take(outcome);
        } else {
            offered = outcome;
            view.phase().set(new KernelPhase.Ended(outcome.folder(), outcome.blocks(), outcome.complete(), Optional.empty()));
        }
    }

    /// Makes the kernels that are offered a policy of the view.
    void use() {
        if (offered != null) {
            take(offered);
        }
    }

    private void take(Outcome outcome) {
        offered = null;
        KernelPhase.Side side = KernelPhase.Side.values()[target.side()];
        view.phase().set(new KernelPhase.Ended(outcome.folder(), outcome.blocks(), outcome.complete(), Optional.of(side)));
        PolicyForm now = policies.form(target.side()).get();
        policies.form(target.side()).set(PolicyForm.of(new CacheUse(outcome.policy(), Timing.STREAMING)).withPrompt(now.prompt()));
        policies.settle();
    }

    /// It was ended before there was anything to keep.
    private void nothing(Job job) {
        if (job.equals(running)) {
            if (hold.isEnded()) {
                endedForGood();
            }
            view.phase().set(new KernelPhase.Idle());
            offerToGoOn();
        }
    }

    private void couldNot(Job job, Throwable problem) {
        if (job.equals(running)) {
            // One that was to go on is still there to go on with.
            if (!resumed && view.curves().get().stream().allMatch(curve -> curve.epochs().isEmpty())) {
                endedForGood();
            }
            offerToGoOn();
            view.phase().set(failed(problem, 0));
        }
    }

    private static KernelPhase.Failed failed(Throwable problem, int finished) {
        return switch (problem) {
            case UnusableInputException input -> new KernelPhase.Failed(input.sentence(), input.code(), finished);
            default -> new KernelPhase.Failed(WindowTexts.ALL.get("unexpected", String.valueOf(problem.getMessage())), "", finished);
        };
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
}
