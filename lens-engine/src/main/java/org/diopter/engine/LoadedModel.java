package org.diopter.engine;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.cache.CacheRun;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionReader;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.evaluation.ModelEvaluator;
import org.diopter.engine.evaluation.TextLoss;
import org.diopter.engine.evaluation.Turns;
import org.diopter.engine.forward.BlockTensors;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.engine.lens.KnownColumns;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.OpenLens;
import org.diopter.engine.lens.PairedReadOut;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.RowsBelow;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.ProcessMemory;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.CardFile;
import org.diopter.model.hub.ModelFinder;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// A model folder that has been opened on ONNX Runtime. Runs are given to it one at a time, by the workbench's own thread.
final class LoadedModel implements OpenModel {
    /// What streams of earlier prompts may hold; the last one stays in any case, so that typing on is quick.
    private static final long CACHE_BYTES = 48L << 20;

    /// From about so many tokens on, what a run leaves free in the C library's heap is worth the few milliseconds that giving it back takes.
    private static final int LONG_PROMPT = 128;

    static final int STAGES = 3;

    private final ModelParts parts;
    private final ModelShape shape;
    private final OnnxRuntime runtime;
    private final ReadOut readOut;
    private final NotFinite notFinite;
    private final ForwardPass forward;
    private final TokenizerState tokenizer;
    private final MemoryUse memory;
    private final CardFile about;
    private final ModelUse use = new ModelUse();
    private final StudyCache cache = new StudyCache(CACHE_BYTES);
    private final ModelLenses lenses;
    private final Optional<ModelDirections> directions;
    private final StudyEdits edits;
    private final ModelCaches caches;
    private final ModelWriting writing;
    private final Consumer<LoadedModel> whenClosed;

    private LoadedModel(
            ModelParts parts,
            OnnxRuntime runtime,
            TokenizerState tokenizer,
            MemoryUse memory,
            Path home,
            ArtefactStore store,
            Consumer<LoadedModel> whenClosed) {
        this.parts = parts;
        this.shape = parts.blocks().shape();
        this.runtime = runtime;
        this.readOut = parts.readOut();
        this.notFinite = new NotFinite(parts.weights());
        this.forward = new ForwardPass(parts.blocks(), notFinite);
        this.tokenizer = tokenizer;
        this.memory = memory;
        this.lenses = new ModelLenses(parts, runtime, forward, tokenizer.tokenizer(), store, use);
        this.directions = parts.directions(forward).map(needed -> new ModelDirections(needed, lenses, store, use));
        this.edits = new StudyEdits(parts, home, store);
        ModelKernels kernels = new ModelKernels(parts, forward, edits, home.resolve("natives"), runtime.threads(), store);
        this.caches = new ModelCaches(parts, notFinite, tokenizer.tokenizer(), edits, kernels, use);
        this.writing = new ModelWriting(shape, forward, readOut, notFinite, edits, caches, tokenizer.tokenizer(), this::residuals);
        this.about = CardFile.read(parts.tokenizerPlace());
        this.whenClosed = whenClosed;
    }

    /// Opens a folder. Whatever fails, nothing of it stays open.
    ///
    /// @param whenClosed is told once the model is closed
    static LoadedModel open(
            Path folder,
            MemoryMode mode,
            OnnxRuntime runtime,
            EngineOptions options,
            ArtefactStore store,
            Progress progress,
            Consumer<LoadedModel> whenClosed) {
        long before = ProcessMemory.nativeBytes().orElse(0);
        progress.stage("Read config and tokenizer", 1, STAGES);
        ModelParts parts = ModelFinder.isOnnx(folder)
                ? ImportedParts.open(folder, mode, options, runtime, store, progress)
                : NativeParts.open(folder, mode, options, runtime, store, progress);
        TokenizerState tokenizer = null;
        try {
            tokenizer = TokenizerState.open(parts.tokenizerPlace(), options.home().resolve("natives"));
            runtime.releaseFreedMemory();
            long measured = Math.max(0, ProcessMemory.nativeBytes().orElse(0) - before);
            MemoryUse memory = new MemoryUse(mode, parts.estimate(), measured);
            return new LoadedModel(parts, runtime, tokenizer, memory, options.home(), store, whenClosed);
        } catch (RuntimeException e) {
            if (tokenizer != null) {
                tokenizer.close();
            }
            parts.close();
            throw e;
        }
    }

    @Override
    public ModelCard card() {
        return parts.card();
    }

    @Override
    public Optional<Tokenizer> tokenizer() {
        return tokenizer.tokenizer();
    }

    @Override
    public Optional<String> tokenizerProblem() {
        return tokenizer.problem();
    }

    @Override
    public MemoryUse memory() {
        return memory;
    }

    @Override
    public CardFile about() {
        return about;
    }

    @Override
    public SelfCheck check(Progress progress) {
        return parts.checks().find().orElseGet(() -> checkAgain(progress));
    }

    @Override
    public SelfCheck checkAgain(Progress progress) {
        return use.of(new Cancellation(), cancellation -> makeCheck(cancellation, progress));
    }

    private SelfCheck makeCheck(Cancellation cancellation, Progress progress) {
        progress.stage("Self-check against the whole model", 1, 1);
        try (WholeModel whole = parts.whole()) {
            SelfCheck check = new SelfChecker(parts.limits(), whole, parts.blocks(), forward, readOut, cancellation, progress)
                    .run(memory.estimate().opened(), memory.measured());
            parts.checks().keep(check);
            return check;
        } finally {
            runtime.releaseFreedMemory();
        }
    }

    /// Runs a study and reads its stream.
    Trajectory run(Study study, Reading reading, Cancellation cancellation, RunListener listener) {
        return use.of(cancellation, stop -> runInUse(study, reading, stop, listener));
    }

    private Trajectory runInUse(Study study, Reading reading, Cancellation cancellation, RunListener listener) {
        if (study.isPlain()) {
            return runAsItIs(study, reading, cancellation, listener);
        }
        return study.cache().needsParts() ? runUnderPolicy(study, reading, cancellation, listener) : runEdited(study, reading, cancellation, listener);
    }

    private Trajectory runUnderPolicy(Study study, Reading reading, Cancellation cancellation, RunListener listener) {
        ReadOut.Request request = new ReadingRequest(shape).of(reading, study.tokens());
        Optional<OpenLens> lens = lenses.open(study.lens());
        forward.check(study.tokens());
        try (CacheRun run = caches.run(study, cancellation, listener::blockDone)) {
            Trajectory trajectory = readOut.read(run.residuals(), lens, request, KnownColumns.NONE, cancellation, listener::columnsRead);
            requireFiniteOutput(trajectory);
            return trajectory;
        }
    }

    /// Runs the edited blocks and those above on what is known of the model as it is. What they give is not kept: the next edit is another.
    private Trajectory runEdited(Study study, Reading reading, Cancellation cancellation, RunListener listener) {
        ReadOut.Request request = new ReadingRequest(shape).of(reading, study.tokens());
        Optional<OpenLens> lens = lenses.open(study.lens());
        Residuals base = residuals(study.tokens(), cancellation);
        try (CompiledEdits compiled = edits.compiled(study.edits());
                Residuals edited = edited(base, study, compiled, cancellation, listener::blockDone)) {
            Optional<RowsBelow> below = reading.changedOnly() ? below(study, request) : Optional.empty();
            Trajectory trajectory = below.isPresent()
                    ? above(below.get(), edited, lens, request, cancellation, listener)
                    : readOut.read(edited, lens, request, KnownColumns.NONE, cancellation, listener::columnsRead);
            requireFiniteOutput(trajectory);
            return trajectory;
        }
    }

    /// What is known of the layers below a study's edits from a run of the model as it is.
    private Optional<RowsBelow> below(Study study, ReadOut.Request request) {
        return closest(study.tokens())
                .filter(entry -> entry.residuals().tokens().equals(study.tokens()))
                .flatMap(entry -> entry.trajectory(study.lens()))
                .filter(known -> known.isComplete() && known.topK() == request.topK() && Arrays.equals(known.layers(), request.layers()))
                .map(known -> new RowsBelow(known, study.edits().firstLayer(shape.layers())));
    }

    private Trajectory above(
            RowsBelow below, Residuals edited, Optional<OpenLens> lens, ReadOut.Request request, Cancellation cancellation, RunListener listener) {
        ReadOut.Request upper =
                new ReadOut.Request(below.layersAbove(), request.positions(), request.topK(), request.tracked(), request.ranked());
        Trajectory above = readOut.read(
                edited, lens, upper, KnownColumns.NONE, cancellation, partial -> listener.columnsRead(below.with(partial)));
        return below.with(above);
    }

    private Residuals edited(Residuals base, Study study, CompiledEdits edits, Cancellation cancellation, ForwardPass.Listener listener) {
        return forward.edited(base, study.edits().firstBlock(shape.layers()), edits, cancellation, listener);
    }

    Spectrum spectrum(MatrixId matrix, Progress progress, Cancellation cancellation) {
        return use.of(cancellation, stop -> edits.ofWeights().spectrum(matrix, progress));
    }

    double[] keptValues(ReduceRank edit, Progress progress, Cancellation cancellation) {
        return use.of(cancellation, stop -> edits.ofWeights().keptValues(edit, progress));
    }

    void save(EditStack stack, Path folder, Progress progress, Cancellation cancellation) {
        use.of(cancellation, stop -> {
            edits.ofWeights().save(stack, folder, progress);
            return folder;
        });
    }

    void saveFactored(EditStack stack, Path folder, Progress progress, Cancellation cancellation) {
        use.of(cancellation, stop -> {
            edits.ofWeights().saveFactored(stack, folder, progress);
            return folder;
        });
    }

    /// What measuring on a text needs.
    record TextParts(TextLoss.Parts parts, WeightMatrices names) {
        TextEvaluator evaluator(List<TokenSequence> text, long streamBytes, Turns turns, Progress progress) {
            return new QueuedTextEvaluator(new TextLoss(parts, text, streamBytes, turns, progress), names);
        }
    }

    TextParts textParts() {
        return new TextParts(new TextLoss.Parts(shape, parts.packed(notFinite), readOut, edits.ofWeights().matrices()), edits.ofWeights().names());
    }

    /// @throws UnusableInputException if there is no tokenizer
    ModelEvaluator evaluator(Task task, long streamBytes, Turns turns) {
        Tokenizer words = tokenizer()
                .orElseThrow(() -> new UnusableInputException("D-106", "A task needs a tokenizer: " + tokenizerProblem().orElse("this model has none.")));
        PackedPass pass = parts.packed(notFinite);
        ModelEvaluator.Parts parts = new ModelEvaluator.Parts(
                id().sha256(), shape, edits.ofWeights().names(), words, pass, readOut, edits.ofWeights().matrices(), edits.ofWeights().tokens());
        return new ModelEvaluator(parts, task, streamBytes, turns);
    }

    /// Does something during which the model stays open.
    <T> T inUse(Cancellation cancellation, Function<Cancellation, T> action) {
        return use.of(cancellation, action);
    }

    private Trajectory runAsItIs(Study study, Reading reading, Cancellation cancellation, RunListener listener) {
        ReadOut.Request request = new ReadingRequest(shape).of(reading, study.tokens());
        Optional<StudyCache.Entry> earlier = closest(study.tokens());
        Optional<OpenLens> lens = lenses.open(study.lens());
        Residuals residuals = residuals(study.tokens(), earlier, cancellation, listener::blockDone);
        KnownColumns known = earlier.flatMap(entry -> entry.trajectory(study.lens()))
                .map(trajectory -> KnownColumns.of(trajectory, study.tokens()))
                .orElse(KnownColumns.NONE);
        Trajectory trajectory = readOut.read(residuals, lens, request, known, cancellation, listener::columnsRead);
        requireFiniteOutput(trajectory);
        cache.put(residuals, study.lens(), trajectory);
        if (study.tokens().length() >= LONG_PROMPT) {
            runtime.releaseFreedMemory();
        }
        return trajectory;
    }

    @Override
    public LensWork lenses() {
        return lenses;
    }

    @Override
    public DirectionWork directions() {
        return directions.orElseThrow(() -> TierRefusal.of(parts.card()).because("D-305", "Directions lie in the stream between layers, which cannot be seen in this model."));
    }

    @Override
    public CacheWork caches() {
        return caches;
    }

    @Override
    public List<OptionTrajectory> readOptions(List<OptionPrompt> prompts, LensChoice lens, Progress progress) {
        Tokenizer words = tokenizer.tokenizer()
                .orElseThrow(() -> new UnusableInputException("D-106", "Prompts with options are texts, and %s has no tokenizer.".formatted(id().name())));
        Optional<OpenLens> translators = lenses.open(lens);
        return use.of(new Cancellation(), stop -> {
            try (OptionReader reader = new OptionReader(forward, readOut, words, translators)) {
                return reader.readAll(prompts, progress, stop);
            }
        });
    }

    private void requireFiniteOutput(Trajectory trajectory) {
        for (int position = 0; position < trajectory.positions(); position++) {
            if (Float.isNaN(trajectory.value(Statistic.MAX_PROBABILITY, trajectory.rows() - 1, position))) {
                throw notFinite.ofLogits(position);
            }
        }
    }

    /// What is known of tokens that begin alike, and holds in a prompt of this length.
    private Optional<StudyCache.Entry> closest(TokenSequence tokens) {
        return cache.closest(tokens).filter(entry -> {
            TokenSequence known = entry.residuals().tokens();
            return known.equals(tokens) || parts.blocks().holdsAcross(known.length(), tokens.length());
        });
    }

    /// The stream of some tokens, from the cache as far as it is known.
    private Residuals residuals(TokenSequence tokens, Cancellation cancellation) {
        Optional<StudyCache.Entry> earlier = closest(tokens);
        return residuals(tokens, earlier, cancellation, ForwardPass.Listener.NONE);
    }

    private Residuals residuals(
            TokenSequence tokens, Optional<StudyCache.Entry> earlier, Cancellation cancellation, ForwardPass.Listener listener) {
        Residuals residuals = forward.run(tokens, earlier.map(StudyCache.Entry::residuals), cancellation, listener);
        if (earlier.isEmpty() || !earlier.get().residuals().tokens().equals(tokens)) {
            cache.put(residuals);
        }
        return residuals;
    }

    /// Lets studies go on with their tokens.
    ModelWriting writing() {
        return writing;
    }

    BlockAttention attention(Study study, int block, Cancellation cancellation) {
        if (block < 0 || block >= shape.layers()) {
            throw new UnusableInputException("D-205", shape.layers() == 0
                    ? String.join(" ", parts.card().reasons())
                    : "There is no block " + block + "; blocks go from 0 to " + (shape.layers() - 1) + ".");
        }
        if (!parts.blocks().outputs(block).contains(BlockOutput.PROBABILITIES)) {
            throw new UnusableInputException("D-102", String.join(" ", parts.card().reasons()));
        }
        return use.of(cancellation, stop -> {
            if (study.cache().needsParts()) {
                return new BlockAttention(study.tokens(), block, shape.heads(), caches.weights(study, block, stop));
            }
            Residuals base = residuals(study.tokens(), stop);
            try (TensorMemory memory = new TensorMemory();
                    CompiledEdits compiled = edits.compiled(study.edits());
                    Residuals edited = edited(base, study, compiled, stop, ForwardPass.Listener.NONE)) {
                BlockTensors inside = forward.inside(edited, block, compiled, EnumSet.of(BlockOutput.PROBABILITIES), memory, stop);
                return new BlockAttention(study.tokens(), block, shape.heads(), inside.get(BlockOutput.PROBABILITIES).toArray());
            }
        });
    }

    /// How a study of this model and one of another, or of this one too, differ.
    ///
    /// @throws UnusableInputException D-205 if the models have not equally many layers and tokens
    LensDifference difference(Study first, LoadedModel other, Study second, Reading reading, Consumer<LensDifference> listener, Cancellation cancellation) {
        if (shape.layers() != other.shape.layers() || shape.vocabulary() != other.shape.vocabulary()) {
            throw new UnusableInputException("D-205", "%s has %d layers and %d tokens, %s %d and %d: their cells cannot be compared.".formatted(
                    id().name(), shape.layers(), shape.vocabulary(), other.id().name(), other.shape.layers(), other.shape.vocabulary()));
        }
        ReadOut.Request request = new ReadingRequest(shape).of(reading, first.tokens());
        Optional<OpenLens> firstLens = lenses.open(first.lens());
        Optional<OpenLens> secondLens = other.lenses.open(second.lens());
        PairedReadOut paired = new PairedReadOut(shape.vocabulary(), runtime.threads());
        boolean evicting = first.cache().needsParts() || second.cache().needsParts();
        boolean oneStream = first.equals(second.with(first.lens()));
        return use.of(cancellation, stop -> other.use.of(stop, also -> {
            try (Residuals one = changed(first, evicting, also);
                    Residuals two = oneStream ? one.share() : other.changed(second, evicting, also)) {
                PairedReadOut.Side side = new PairedReadOut.Side(one, firstLens, readOut);
                return paired.read(side, new PairedReadOut.Side(two, secondLens, other.readOut), request.layers(), request.positions(), also, listener);
            }
        }));
    }

    /// A study's stream, the caller's to close.
    ///
    /// @param evicting whether it is compared with one that evicts keys: then it goes through the same kind of sessions, though it keeps all itself
    private Residuals changed(Study study, boolean evicting, Cancellation cancellation) {
        if (evicting) {
            forward.check(study.tokens());
            return caches.run(study, cancellation, ForwardPass.Listener.NONE).residuals();
        }
        Residuals base = residuals(study.tokens(), cancellation);
        try (CompiledEdits compiled = edits.compiled(study.edits())) {
            return edited(base, study, compiled, cancellation, ForwardPass.Listener.NONE);
        }
    }

    PassDump dump(Study study, Cancellation cancellation) {
        if (!study.cache().isFull()) {
            throw new UnusableInputException("D-402", "A dump shows a pass with everything kept. Leave the policy ‘%s’ out.".formatted(study.cache().policy().text()));
        }
        return use.of(cancellation, stop -> {
            try (Residuals base = forward.run(study.tokens(), Optional.empty(), stop, ForwardPass.Listener.NONE);
                    CompiledEdits compiled = edits.compiled(study.edits());
                    Residuals edited = edited(base, study, compiled, stop, ForwardPass.Listener.NONE)) {
                return PassDump.of(parts.blocks(), forward, readOut, edited, compiled, stop);
            }
        });
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        use.end(() -> {
            caches.close();
            parts.close();
            lenses.close();
            cache.clear();
            edits.close();
            tokenizer.close();
            runtime.releaseFreedMemory();
        });
    }
}
