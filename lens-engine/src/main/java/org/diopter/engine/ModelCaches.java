package org.diopter.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.cache.CacheMemory;
import org.diopter.engine.cache.CachePass;
import org.diopter.engine.cache.CacheRun;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.DroppingPass;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.cache.KernelReference;
import org.diopter.engine.cache.LessPolicy;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.engine.cache.PolicyEvaluation;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.engine.cache.less.BlockKernel;
import org.diopter.engine.cache.less.KernelFile;
import org.diopter.engine.cache.less.LessCompensation;
import org.diopter.engine.cache.less.LowRankState;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.math.OpenBlas;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// The caches of one open model under policies. One run at a time: blocks in two parts have one kind of session each.
final class ModelCaches implements CacheWork, AutoCloseable {
    /// What the streams of runs may hold, so that looking at another head of the same run is quick.
    private static final long RUN_BYTES = 96L << 20;

    private final ModelParts parts;
    private final ModelShape shape;
    private final NotFinite notFinite;
    private final StudyEdits edits;
    private final Path natives;
    private final int threads;
    private final ModelUse use;
    private final PolicyRuns runs = new PolicyRuns(RUN_BYTES);
    private final Map<KernelReference, Map<Integer, BlockKernel>> kernels = new ConcurrentHashMap<>();
    private final ReentrantLock running = new ReentrantLock();
    private @Nullable SplitBlocks blocks;

    /// @param natives the folder in which the library for matrices is unpacked
    /// @param threads that it may use
    ModelCaches(ModelParts parts, NotFinite notFinite, StudyEdits edits, Path natives, int threads, ModelUse use) {
        this.parts = parts;
        this.shape = parts.blocks().shape();
        this.notFinite = notFinite;
        this.edits = edits;
        this.natives = natives;
        this.threads = threads;
        this.use = use;
    }

    /// Runs a study under its policy and edits, or finds that run; the caller's to close. The model is in use.
    CacheRun run(Study study, Cancellation cancellation, ForwardPass.Listener listener) {
        PolicyRuns.Key key = PolicyRuns.Key.of(study);
        Optional<CacheRun> known = runs.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        CacheRun run = exclusively(split -> withRequest(study, request -> new CachePass(split, notFinite).run(request, cancellation, listener)));
        runs.put(key, run);
        return run;
    }

    private <T> T exclusively(Function<SplitBlocks, T> action) {
        running.lock();
        try {
            SplitBlocks split = blocks;
            if (split == null) {
                split = parts.splitBlocks();
                blocks = split;
            }
            return action.apply(split);
        } finally {
            running.unlock();
        }
    }

    private <T> T withRequest(Study study, Function<CachePass.Request, T> action) {
        try (CompiledEdits compiled = edits.compiled(study.edits())) {
            CachePass.Request request = new CachePass.Request(study.tokens(), study.cache(), Optional.empty(), compiled, true);
            return action.apply(study.cache().policy() instanceof LessPolicy less ? request.with(compensation(less)) : request);
        }
    }

    private LessCompensation compensation(LessPolicy less) {
        return new LessCompensation(kernels(less), OpenBlas.start(natives, threads));
    }

    private Map<Integer, BlockKernel> kernels(LessPolicy less) {
        return kernels.computeIfAbsent(less.kernels(), reference -> KernelFile.readFolder(reference.requireSame(), shape, Optional.of(parts.card().id().sha256())));
    }

    @Override
    public List<PolicyOutcome> compare(Study study, List<CacheUse> uses, Progress progress, Cancellation cancellation) {
        return use.of(cancellation, stop -> {
            try (CacheRun full = run(study.with(CacheUse.FULL), stop, ForwardPass.Listener.NONE);
                    PolicyEvaluation evaluation = new PolicyEvaluation(parts.readOut(), shape.vocabulary(), full)) {
                List<PolicyOutcome> outcomes = new ArrayList<>();
                for (CacheUse one : uses) {
                    progress.throwIfCancelled();
                    try (CacheRun run = run(study.with(one), stop, ForwardPass.Listener.NONE)) {
                        PolicyEffect effect = evaluation.effect(run, stop);
                        outcomes.add(PolicyOutcome.of(effect, run.blocks(), shape, stateBytes(one)));
                    }
                    progress.items(outcomes.size(), uses.size());
                }
                return outcomes;
            }
        });
    }

    private long stateBytes(CacheUse one) {
        if (!(one.policy() instanceof LessPolicy less)) {
            return 0;
        }
        return kernels(less).values().stream().mapToLong(kernel -> kernel.heads().size() * LowRankState.bytes(kernel.rank(), shape.headWidth())).sum();
    }

    @Override
    public HeadEvictions head(Study study, int block, int head, Cancellation cancellation) {
        require("block", block, shape.layers());
        require("head", head, shape.heads());
        return use.of(cancellation, stop -> {
            try (CacheRun run = run(study, stop, ForwardPass.Listener.NONE)) {
                return exclusively(split ->
                        withRequest(study, request -> HeadEvictions.of(new CachePass(split, notFinite), run, request, block, head, stop)));
            }
        });
    }

    /// What all heads of a block pay to their keys under a study's policy: [H, T, T]. The model is in use.
    float[] weights(Study study, int block, Cancellation cancellation) {
        try (CacheRun run = run(study, cancellation, ForwardPass.Listener.NONE)) {
            return exclusively(split -> withRequest(study, request -> new CachePass(split, notFinite).weights(run, request, block, cancellation)));
        }
    }

    private static void require(String what, int index, int count) {
        if (index < 0 || index >= count) {
            throw new UnusableInputException("D-205", "There is no %s %d; %ss go from 0 to %d.".formatted(what, index, what, count - 1));
        }
    }

    @Override
    public CacheMemory drop(Study study, Progress progress, Cancellation cancellation) {
        int tokens = study.tokens().length();
        return use.of(cancellation, stop -> exclusively(split -> {
            try (TensorMemory memory = new TensorMemory();
                    DroppingPass pass = new DroppingPass(split, notFinite, study.cache(), tokens)) {
                pass.append(study.tokens(), memory, stop);
                return new CacheMemory(study.cache().policy().budget(tokens), tokens, DroppingPass.fullBytes(shape, tokens), pass.peakBytes(), pass.bytes());
            }
        }));
    }

    @Override
    public void close() {
        runs.clear();
        if (blocks != null) {
            blocks.close();
        }
    }
}
