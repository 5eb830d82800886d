package org.diopter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.cache.BudgetSearch;
import org.diopter.engine.cache.CacheMemory;
import org.diopter.engine.cache.CachePass;
import org.diopter.engine.cache.CacheRun;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.DroppingPass;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.cache.HeadPolicies;
import org.diopter.engine.cache.LessPolicy;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.engine.cache.PolicyEvaluation;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.engine.cache.Simulation;
import org.diopter.engine.cache.less.LessPlan;
import org.diopter.engine.cache.less.LessTraining;
import org.diopter.engine.cache.less.TrainedKernels;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.evaluation.PolicyEvaluator;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.generate.NextLogits;
import org.diopter.engine.generate.Sampling;
import org.diopter.engine.generate.TokenWriter;
import org.diopter.engine.generate.WritingPlan;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;
import org.jspecify.annotations.Nullable;

/// The caches of one open model under policies. One run at a time: blocks in two parts have one kind of session each.
final class ModelCaches implements CacheWork, AutoCloseable {
    /// What the streams of runs may hold, so that looking at another head of the same run is quick.
    private static final long RUN_BYTES = 96L << 20;

    private final ModelParts parts;
    private final ModelShape shape;
    private final NotFinite notFinite;
    private final Optional<Tokenizer> tokenizer;
    private final StudyEdits edits;
    private final ModelKernels kernels;
    private final ModelUse use;
    private final PolicyRuns runs = new PolicyRuns(RUN_BYTES);
    private final ReentrantLock running = new ReentrantLock();
    private @Nullable SplitBlocks blocks;

    ModelCaches(ModelParts parts, NotFinite notFinite, Optional<Tokenizer> tokenizer, StudyEdits edits, ModelKernels kernels, ModelUse use) {
        this.parts = parts;
        this.shape = parts.blocks().shape();
        this.notFinite = notFinite;
        this.tokenizer = tokenizer;
        this.edits = edits;
        this.kernels = kernels;
        this.use = use;
    }

    /// Runs a study under its policy and edits, or finds that run; the caller's to close. The model is in use.
    CacheRun run(Study study, Cancellation cancellation, ForwardPass.Listener listener) {
        PolicyRuns.Key key = PolicyRuns.Key.of(study);
        Optional<CacheRun> known = runs.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        CacheRun run = once(study, cancellation, listener);
        runs.put(key, run);
        return run;
    }

    /// The same without looking for it or keeping it.
    private CacheRun once(Study study, Cancellation cancellation, ForwardPass.Listener listener) {
        return exclusively(split -> withRequest(study, request -> new CachePass(split, notFinite).run(request, cancellation, listener)));
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
        requireFit(study);
        try (CompiledEdits compiled = edits.compiled(study.edits())) {
            CachePass.Request request = new CachePass.Request(study.tokens(), study.cache(), Optional.empty(), compiled, true);
            return action.apply(study.cache().policy() instanceof LessPolicy less ? request.with(kernels.compensation(less)) : request);
        }
    }

    @Override
    public List<PolicyOutcome> compare(Study baseline, Study study, List<CacheUse> uses, Progress progress, Cancellation cancellation) {
        return use.of(cancellation, stop -> {
            try (CacheRun full = run(baseline.with(CacheUse.FULL), stop, ForwardPass.Listener.NONE);
                    PolicyEvaluation evaluation = new PolicyEvaluation(parts.readOut(), shape.vocabulary(), full)) {
                List<PolicyOutcome> outcomes = new ArrayList<>();
                for (CacheUse one : uses) {
                    progress.throwIfCancelled();
                    try (CacheRun run = run(study.with(one), stop, ForwardPass.Listener.NONE)) {
                        PolicyEffect effect = evaluation.effect(run, stop);
                        outcomes.add(PolicyOutcome.of(effect, run.blocks(), shape, kernels.stateBytes(one)));
                    }
                    progress.items(outcomes.size(), uses.size());
                }
                return outcomes;
            }
        });
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

    private void requireFit(Study study) {
        if (study.cache().policy() instanceof HeadPolicies heads) {
            heads.requireFit(shape);
        }
    }

    @Override
    public CacheMemory drop(Study study, Progress progress, Cancellation cancellation) {
        requireFit(study);
        int tokens = study.tokens().length();
        return use.of(cancellation, stop -> exclusively(split -> {
            try (TensorMemory memory = new TensorMemory();
                    DroppingPass pass = new DroppingPass(split, notFinite, study.cache(), tokens)) {
                pass.append(study.tokens(), memory, stop);
                return new CacheMemory(study.cache().policy().budget(tokens), tokens, DroppingPass.fullBytes(shape, tokens), pass.peakBytes(), pass.allocatedBytes());
            }
        }));
    }

    @Override
    public HeadPolicies choose(Study study, BudgetSearch.Choices choices, Progress progress, Cancellation cancellation) {
        BudgetSearch.requireScores(study.cache().policy());
        study.cache().requireEvictions(study.tokens().length());
        if (choices.by() == BudgetSearch.Objective.MASS) {
            Simulation.requireRoom(shape.heads(), study.tokens().length());
        }
        return use.of(cancellation, stop -> {
            try (CacheRun full = run(study.with(CacheUse.FULL), stop, ForwardPass.Listener.NONE);
                    PolicyEvaluation evaluation = new PolicyEvaluation(parts.readOut(), shape.vocabulary(), full)) {
                return exclusively(split -> withRequest(study, request ->
                        new BudgetSearch(split, full.residuals(), request, stream -> evaluation.crossEntropy(stream, stop)).search(choices, progress, stop)));
            }
        });
    }

    @Override
    public void requireDrop(CacheUse cache, int tokens) {
        cache.requireEvictions(tokens);
        use.of(new Cancellation(), _ -> exclusively(split -> {
            DroppingPass.require(split, cache, tokens);
            return split;
        }));
    }

    @Override
    public TokenSequence write(Study study, int newTokens, Progress progress, Cancellation cancellation) {
        TokenSequence prompt = study.tokens();
        int all = prompt.length() + newTokens;
        if (newTokens < 1 || all > shape.context()) {
            throw new UnusableInputException("D-201", "%d tokens and %d new ones are more than the %d that the model takes, or none. Ask for 1 to %d new ones."
                    .formatted(prompt.length(), newTokens, shape.context(), Math.max(1, shape.context() - prompt.length())));
        }
        try (NextLogits next = next(study, all)) {
            TokenWriter writer = new TokenWriter(text -> use.of(cancellation, stop -> next.after(text, stop)), _ -> false, all + 1);
            return writer.write(prompt, new WritingPlan(newTokens, Sampling.GREEDY), _ -> {}, progress).text();
        }
    }

    /// What comes behind a study's text under its policy and edits. Keys leave memory where they can; else the whole text runs for each token.
    ///
    /// @param all how many tokens the text will have at most; a ratio is of this number
    /// @return the caller's to close; the model is in use whenever it is asked
    NextLogits next(Study study, int all) {
        requireFit(study);
        study.cache().requireEvictions(all);
        CacheUse fixed = new CacheUse(study.cache().policy().fixed(all), study.cache().timing());
        return exclusively(split -> study.edits().isEmpty() && DroppingPass.allows(split, fixed.policy(), all)
                ? new DroppedLogits(new DroppingPass(split, notFinite, fixed, all))
                : new MaskedLogits(study, fixed));
    }

    /// Behind keys that have left memory.
    private final class DroppedLogits implements NextLogits {
        private final DroppingPass pass;

        DroppedLogits(DroppingPass pass) {
            this.pass = pass;
        }

        @Override
        public float[] after(TokenSequence text, Cancellation cancellation) {
            return exclusively(split -> {
                try (TensorMemory memory = new TensorMemory()) {
                    FloatTensor rows = pass.append(text, memory, cancellation);
                    return parts.readOut().logits(rows.rows(rows.size(0) - 1, 1), cancellation).toArray();
                }
            });
        }

        @Override
        public void close() {
            pass.close();
        }
    }

    /// Behind keys that are masked.
    private final class MaskedLogits implements NextLogits {
        private final Study study;
        private final CacheUse cache;

        MaskedLogits(Study study, CacheUse cache) {
            this.study = study;
            this.cache = cache;
        }

        @Override
        public float[] after(TokenSequence text, Cancellation cancellation) {
            try (CacheRun run = once(within(study, text, cache), cancellation, ForwardPass.Listener.NONE)) {
                FloatTensor rows = run.residuals().layer(run.residuals().lastLayer());
                return parts.readOut().logits(rows.rows(text.length() - 1L, 1), cancellation).toArray();
            }
        }

        @Override
        public void close() {}
    }

    /// A study of another text; as long as the budget covers it, everything stays.
    private static Study within(Study study, TokenSequence text, CacheUse cache) {
        boolean covered = !cache.isFull() && (cache.policy().leastBudget(text.length()) >= text.length() || cache.timing().prompt() >= text.length());
        return new Study(study.model(), text, study.lens(), study.edits(), covered ? CacheUse.FULL : cache);
    }

    @Override
    public void requireTask(Task task, int[] items, List<CacheUse> uses) {
        PolicyEvaluator.require(task, words(), shape.context(), items, uses);
    }

    private Tokenizer words() {
        return tokenizer.orElseThrow(() -> new UnusableInputException("D-106", "A task is made of texts, and %s has no tokenizer.".formatted(parts.card().id().name())));
    }

    @Override
    public List<Outcome> evaluate(Task task, EditStack stack, CacheUse cache, int[] items, Progress progress, Cancellation cancellation) {
        Tokenizer words = words();
        return use.of(cancellation, stop -> {
            PolicyEvaluator.Runner runner =
                    (tokens, one) -> once(new Study(parts.card().id(), tokens, new LensChoice.Logit(), stack, one), stop, ForwardPass.Listener.NONE);
            try (PolicyEvaluator evaluator = new PolicyEvaluator(task, words, shape.context(), parts.readOut(), shape.vocabulary(), runner)) {
                return evaluator.evaluate(cache, items, progress, stop);
            }
        });
    }

    @Override
    public boolean hasBegun(LessPlan plan, TrainingText text) {
        return kernels.checkpoint(plan, text).exists();
    }

    @Override
    public TrainedKernels trainLess(LessPlan plan, TrainingText text, boolean resume, LessTraining.Listener listener, Cancellation cancellation) {
        require("block", plan.block(), shape.layers());
        return use.of(cancellation, stop -> kernels.train(plan, text, resume, listener, stop));
    }

    @Override
    public void close() {
        runs.clear();
        if (blocks != null) {
            blocks.close();
        }
    }
}
