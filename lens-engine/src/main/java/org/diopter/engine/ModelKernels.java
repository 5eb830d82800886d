package org.diopter.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.KernelReference;
import org.diopter.engine.cache.LessPolicy;
import org.diopter.engine.cache.Simulation;
import org.diopter.engine.cache.less.BlockKernel;
import org.diopter.engine.cache.less.BlockText;
import org.diopter.engine.cache.less.KernelFile;
import org.diopter.engine.cache.less.LessCheckpoint;
import org.diopter.engine.cache.less.LessCompensation;
import org.diopter.engine.cache.less.LessPlan;
import org.diopter.engine.cache.less.LessTraining;
import org.diopter.engine.cache.less.LowRankState;
import org.diopter.engine.cache.less.TrainedKernels;
import org.diopter.engine.cache.less.TrainingState;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.math.OpenBlas;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.tokenizer.TokenSequence;

/// The LESS kernels of one open model: those that policies name are read once; others are trained.
final class ModelKernels {
    private static final String PROJECTION = "attn.o";

    private final ModelParts parts;
    private final ModelShape shape;
    private final ForwardPass forward;
    private final StudyEdits edits;
    private final Path natives;
    private final int threads;
    private final ArtefactStore store;
    private final Map<KernelReference, Map<Integer, BlockKernel>> read = new ConcurrentHashMap<>();

    /// @param natives the folder in which the library for matrices is unpacked
    /// @param threads that it may use
    ModelKernels(ModelParts parts, ForwardPass forward, StudyEdits edits, Path natives, int threads, ArtefactStore store) {
        this.parts = parts;
        this.shape = parts.blocks().shape();
        this.forward = forward;
        this.edits = edits;
        this.natives = natives;
        this.threads = threads;
        this.store = store;
    }

    LessCompensation compensation(LessPolicy less) {
        return new LessCompensation(kernels(less), OpenBlas.start(natives, threads));
    }

    private Map<Integer, BlockKernel> kernels(LessPolicy less) {
        return read.computeIfAbsent(
                less.kernels(), reference -> KernelFile.readFolder(reference.requireSame(), shape, Optional.of(parts.card().id().sha256())));
    }

    /// What the states take beside keys and values.
    long stateBytes(CacheUse use) {
        if (!(use.policy() instanceof LessPolicy less)) {
            return 0;
        }
        return kernels(less).values().stream().mapToLong(kernel -> kernel.heads().size() * LowRankState.bytes(kernel.rank(), shape.headWidth())).sum();
    }

    /// Where the training of a block is kept.
    LessCheckpoint checkpoint(LessPlan plan, TrainingText text) {
        return LessCheckpoint.of(store, parts.card().id().sha256(), text.sha256(), plan);
    }

    /// See [CacheWork#trainLess]. The model is in use.
    TrainedKernels train(LessPlan plan, TrainingText text, boolean resume, LessTraining.Listener listener, Cancellation cancellation) {
        text.sequences().forEach(sequence -> {
            plan.policy().requireEvictions(sequence.length());
            Simulation.requireRoom(shape.heads(), sequence.length());
        });
        requireTwo(text);
        LessCheckpoint checkpoint = checkpoint(plan, text);
        if (!resume) {
            checkpoint.forget();
        }
        OpenBlas blas = OpenBlas.start(natives, threads);
        try (SplitBlocks split = parts.splitBlocks();
                TensorMemory memory = new TensorMemory()) {
            requireProjection(split, plan.block());
            List<BlockText> texts = texts(text, plan.block(), memory, cancellation);
            LessTraining training =
                    new LessTraining(split, edits.ofWeights().matrix(new MatrixId(plan.block(), MatrixKind.of(PROJECTION))), plan, blas);
            LessTraining.Baselines baselines = training.baselines(texts, cancellation);
            listener.measured(baselines);
            TrainingState first = checkpoint.load(shape).orElseGet(training::first);
            TrainingState last = resumed(training, first, texts, checkpoint, listener, cancellation);
            return new TrainedKernels(last.best(), baselines, last.curve(), last.bestHeldOut(), last.epoch() >= plan.epochs());
        }
    }

    private static TrainingState resumed(
            LessTraining training,
            TrainingState first,
            List<BlockText> texts,
            LessCheckpoint checkpoint,
            LessTraining.Listener listener,
            Cancellation cancellation) {
        List<TrainingState> done = new ArrayList<>(List.of(first));
        try {
            return training.resume(first, texts, cancellation, state -> {
                done.set(0, state);
                checkpoint.save(state);
                listener.epochDone(state);
            });
        } catch (CancelledException e) {
            if (done.getFirst().epoch() == 0) {
                throw e;
            }
            return done.getFirst();
        }
    }

    private static void requireTwo(TrainingText text) {
        if (text.sequences().size() < 2) {
            throw new UnusableInputException("D-305", "The text makes one sequence only; two are the least, one to train with and one to measure with.");
        }
    }

    private static void requireProjection(SplitBlocks split, int block) {
        if (!split.addsProjection(block)) {
            throw new UnusableInputException("D-403",
                    "Kernels of block %d cannot be trained: a norm stands behind its output projection, where the error is measured.".formatted(block));
        }
    }

    /// @param memory in which the streams are kept
    private List<BlockText> texts(TrainingText text, int block, TensorMemory memory, Cancellation cancellation) {
        List<BlockText> texts = new ArrayList<>();
        for (TokenSequence sequence : text.sequences()) {
            texts.add(new BlockText(sequence, forward.layer(sequence, block, memory, cancellation)));
        }
        return texts;
    }
}
