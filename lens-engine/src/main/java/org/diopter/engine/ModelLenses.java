package org.diopter.engine;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.OpenLens;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.files.LensFit;
import org.diopter.engine.lens.files.LensIdentity;
import org.diopter.engine.lens.judging.LayerCovariances;
import org.diopter.engine.lens.judging.LensEvaluation;
import org.diopter.engine.lens.judging.LensJudge;
import org.diopter.engine.lens.judging.TextBytes;
import org.diopter.engine.lens.judging.TransferPenalties;
import org.diopter.engine.lens.training.LensTrainer;
import org.diopter.engine.lens.training.TrainedLens;
import org.diopter.engine.lens.training.TrainingCheckpoint;
import org.diopter.engine.lens.training.TrainingControl;
import org.diopter.engine.lens.training.TrainingListener;
import org.diopter.engine.lens.training.TrainingPlan;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.tokenizer.Tokenizer;

/// The lenses that one open model holds, and the long work on them.
final class ModelLenses implements LensWork, AutoCloseable {
    private final ModelId model;
    private final ModelParts parts;
    private final ModelShape shape;
    private final OnnxRuntime runtime;
    private final ForwardPass forward;
    private final ReadOut readOut;
    private final Optional<Tokenizer> tokenizer;
    private final ArtefactStore store;
    private final ModelUse use;
    private final Map<LensChoice, Held> held = new ConcurrentHashMap<>();

    ModelLenses(
            ModelParts parts,
            OnnxRuntime runtime,
            ForwardPass forward,
            Optional<Tokenizer> tokenizer,
            ArtefactStore store,
            ModelUse use) {
        this.model = parts.card().id();
        this.parts = parts;
        this.shape = parts.blocks().shape();
        this.runtime = runtime;
        this.forward = forward;
        this.readOut = parts.readOut();
        this.tokenizer = tokenizer;
        this.store = store;
        this.use = use;
    }

    private record Held(Lens lens, OpenLens open) {}

    @Override
    public LensChoice.Translated use(Lens lens) {
        Lens fitting = fitting(lens);
        LensChoice.Translated choice = new LensChoice.Translated(lens.name(), LensIdentity.sha256(fitting));
        return use.of(new Cancellation(), stop -> {
            held.computeIfAbsent(choice, absent -> new Held(fitting, new OpenLens(fitting)));
            return choice;
        });
    }

    private Lens fitting(Lens lens) {
        return LensFit.to(lens, shape.layers(), shape.width());
    }

    @Override
    public Optional<Lens> lens(LensChoice choice) {
        return Optional.ofNullable(held.get(choice)).map(Held::lens);
    }

    /// Nothing for the logit lens.
    Optional<OpenLens> open(LensChoice choice) {
        return switch (choice) {
            case LensChoice.Logit logit -> Optional.empty();
            case LensChoice.Translated translated -> Optional.of(open(translated));
        };
    }

    private OpenLens open(LensChoice.Translated choice) {
        return held(choice).open();
    }

    private Held held(LensChoice.Translated choice) {
        Held lens = held.get(choice);
        if (lens == null) {
            throw new UnusableInputException("D-301", "The lens ‘%s’ (sha256 %.8s) is not open for %s. Choose its file again."
                    .formatted(choice.name(), choice.sha256(), model.name()));
        }
        return lens;
    }

    @Override
    public boolean hasBegun(TrainingText text, TrainingPlan plan) {
        return checkpoint(text, plan).exists();
    }

    private TrainingCheckpoint checkpoint(TrainingText text, TrainingPlan plan) {
        return TrainingCheckpoint.of(store, model.sha256(), text, plan);
    }

    @Override
    public TrainedLens train(
            String name, TrainingText text, TrainingPlan plan, boolean resume, TrainingControl control, TrainingListener listener) {
        TrainingCheckpoint checkpoint = checkpoint(text, plan);
        if (!resume) {
            checkpoint.forget();
        }
        LensTrainer trainer = parts.lensTrainer(forward);
        return use.of(control.cancellation(), stop -> trainer.train(name, model.name(), text, plan, Optional.of(checkpoint), control, listener));
    }

    @Override
    public LensEvaluation evaluate(Lens lens, TrainingText text, Progress progress) {
        OptionalLong bytes = tokenizer.isPresent()
                ? OptionalLong.of(TextBytes.ofPredicted(tokenizer.get(), text.sequences()))
                : OptionalLong.empty();
        return judging(lens, open -> stop -> judge().evaluate(open, text.sequences(), bytes, progress, stop));
    }

    @Override
    public TransferPenalties transfer(Lens lens, TrainingText text, Progress progress) {
        return judging(lens, open -> stop -> judge().transfer(open, text.sequences(), progress, stop));
    }

    private LensJudge judge() {
        return new LensJudge(shape, forward, readOut, runtime.threads());
    }

    private <T> T judging(Lens lens, Function<OpenLens, Function<Cancellation, T>> work) {
        return use.of(new Cancellation(), stop -> {
            try (OpenLens open = new OpenLens(fitting(lens))) {
                return work.apply(open).apply(stop);
            }
        });
    }

    @Override
    public LayerCovariances covariances(TrainingText text, Progress progress) {
        int width = shape.width();
        return use.of(new Cancellation(), stop -> {
            try (Session moments = runtime.session(LensGraphs.moments(width), model.folder(), false)) {
                return LayerCovariances.of(forward, moments, shape.layers(), width, text.sequences(), progress, stop);
            }
        });
    }

    @Override
    public void close() {
        held.values().forEach(lens -> lens.open().close());
        held.clear();
    }
}
