package org.diopter.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Families;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionReader;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.engine.forward.BlockTensors;
import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.lens.KnownColumns;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.OpenLens;
import org.diopter.engine.lens.PairedReadOut;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.ProcessMemory;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.WeightHash;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.hub.CardFile;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.tokenizer.DjlTokenizer;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// A model folder that has been opened on ONNX Runtime. Runs are given to it one at a time, by the workbench's own thread.
final class LoadedModel implements OpenModel {
    /// What streams of earlier prompts may hold; the last one stays in any case, so that typing on is quick.
    private static final long CACHE_BYTES = 48L << 20;

    /// From about so many tokens on, what a run leaves free in the C library's heap is worth the few milliseconds that giving it back takes.
    private static final int LONG_PROMPT = 128;

    private static final int STAGES = 3;

    /// Finding more costs more than the rest of a cell, and cannot be cancelled within it.
    private static final int MOST_TOP_TOKENS = 1024;

    private final Checkpoint checkpoint;
    private final Architecture architecture;
    private final ModelGraphs graphs;
    private final OnnxRuntime runtime;
    private final Blocks blocks;
    private final ReadOut readOut;
    private final NotFinite notFinite;
    private final ForwardPass forward;
    private final TokenizerState tokenizer;
    private final ModelCard card;
    private final SelfChecks checks;
    private final MemoryUse memory;
    private final CardFile about;
    private final ModelUse use = new ModelUse();
    private final StudyCache cache = new StudyCache(CACHE_BYTES);
    private final ModelLenses lenses;
    private final Consumer<LoadedModel> whenClosed;

    private LoadedModel(
            Checkpoint checkpoint,
            Architecture architecture,
            ModelGraphs graphs,
            OnnxRuntime runtime,
            Blocks blocks,
            ReadOut readOut,
            TokenizerState tokenizer,
            ModelCard card,
            SelfChecks checks,
            MemoryUse memory,
            ArtefactStore store,
            Consumer<LoadedModel> whenClosed) {
        this.checkpoint = checkpoint;
        this.architecture = architecture;
        this.graphs = graphs;
        this.runtime = runtime;
        this.blocks = blocks;
        this.readOut = readOut;
        this.notFinite = new NotFinite(checkpoint, architecture);
        this.forward = new ForwardPass(architecture, blocks, notFinite);
        this.tokenizer = tokenizer;
        this.card = card;
        this.checks = checks;
        this.memory = memory;
        this.lenses = new ModelLenses(card.id(), architecture, graphs, runtime, forward, readOut, tokenizer.tokenizer(), store, use);
        this.about = CardFile.read(checkpoint.folder());
        this.whenClosed = whenClosed;
    }

    private record TokenizerState(Optional<Tokenizer> tokenizer, Optional<String> problem) {
        static TokenizerState open(Path folder, Path natives) {
            try {
                Optional<Tokenizer> found = DjlTokenizer.open(folder, natives);
                Optional<String> problem = found.isPresent()
                        ? Optional.empty()
                        : Optional.of("No tokenizer.json beside the model. Token ids can still be given, for example 302,692,266.");
                return new TokenizerState(found, problem);
            } catch (UnusableInputException e) {
                return new TokenizerState(Optional.empty(), Optional.of(e.sentence()));
            }
        }
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
        long before = ProcessMemory.privateBytes().orElse(0);
        progress.stage("Read config and tokenizer", 1, STAGES);
        requireMemory(folder, mode, options);
        Checkpoint checkpoint = Checkpoint.open(folder, store, progress);
        TokenizerState tokenizer = new TokenizerState(Optional.empty(), Optional.empty());
        Blocks blocks = null;
        try {
            Architecture architecture = Families.read(checkpoint);
            String name = ModelNames.of(checkpoint.folder());
            MemoryEstimate estimate = requireMemory(architecture, folder, mode, options);
            tokenizer = TokenizerState.open(folder, options.home().resolve("natives"));
            progress.throwIfCancelled();
            progress.stage("Map weights", 2, STAGES);
            ModelId id = new ModelId(name, checkpoint.folder(), WeightHash.of(checkpoint, store, progress));
            ModelCard card = ModelCards.of(id, architecture, checkpoint);
            SelfChecks checks = SelfChecks.of(store, id, checkpoint.config().json().getBytes(StandardCharsets.UTF_8), runtime, mode);
            progress.stage("Build blocks", STAGES, STAGES);
            ModelGraphs graphs = new ModelGraphs(architecture);
            boolean prepack = mode == MemoryMode.USUAL;
            blocks = Blocks.build(architecture, graphs, runtime, prepack, progress);
            ReadOut readOut = new ReadOut(architecture, graphs, runtime, prepack);
            runtime.releaseFreedMemory();
            long measured = Math.max(0, ProcessMemory.privateBytes().orElse(0) - before);
            MemoryUse memory = new MemoryUse(mode, estimate, measured);
            return new LoadedModel(checkpoint, architecture, graphs, runtime, blocks, readOut, tokenizer, card, checks, memory, store, whenClosed);
        } catch (RuntimeException e) {
            if (blocks != null) {
                blocks.close();
            }
            tokenizer.tokenizer().ifPresent(Tokenizer::close);
            checkpoint.close();
            throw e;
        }
    }

    private static MemoryEstimate estimate(Architecture architecture, Path folder, MemoryMode mode) {
        return MemoryEstimate.of(architecture, folder.resolve("tokenizer.json").toFile().length(), mode);
    }

    private static MemoryEstimate requireMemory(Architecture architecture, Path model, MemoryMode mode, EngineOptions options) {
        MemoryEstimate estimate = estimate(architecture, model, mode);
        estimate.require(ModelNames.of(model), estimate(architecture, model, MemoryMode.LOW), options.availableMemory());
        return estimate;
    }

    /// Refuses a packed model that would not fit before it is unpacked.
    private static void requireMemory(Path model, MemoryMode mode, EngineOptions options) {
        if (GgufFile.isNamed(model)) {
            try (Checkpoint described = Checkpoint.open(model)) {
                requireMemory(Families.read(described), model, mode, options);
            }
        }
    }

    @Override
    public ModelCard card() {
        return card;
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
        return checks.find().orElseGet(() -> checkAgain(progress));
    }

    @Override
    public SelfCheck checkAgain(Progress progress) {
        return use.of(new Cancellation(), cancellation -> makeCheck(cancellation, progress));
    }

    private SelfCheck makeCheck(Cancellation cancellation, Progress progress) {
        progress.stage("Self-check against the whole model", 1, 1);
        try (WholeModel whole = new WholeModel(architecture, graphs, runtime)) {
            SelfCheck check = new SelfChecker(architecture, whole, forward, readOut, cancellation, progress)
                    .run(memory.estimate().opened(), memory.measured());
            checks.keep(check);
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
        ReadOut.Request request = request(reading, study.tokens());
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
    public List<OptionTrajectory> readOptions(List<OptionPrompt> prompts, LensChoice lens, Progress progress) {
        Tokenizer words = tokenizer.tokenizer()
                .orElseThrow(() -> new UnusableInputException("D-106", "Prompts with options are texts, and %s has no tokenizer.".formatted(id().name())));
        Optional<Lens> translators = lenses.held(lens);
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
        return cache.closest(tokens).filter(entry -> architecture.holdsAcross(entry.residuals().tokens().length(), tokens.length()));
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

    BlockAttention attention(TokenSequence tokens, int block, Cancellation cancellation) {
        if (block < 0 || block >= architecture.layers()) {
            throw new UnusableInputException("D-205", "There is no block " + block + "; blocks go from 0 to " + (architecture.layers() - 1) + ".");
        }
        return use.of(cancellation, stop -> {
            try (TensorMemory memory = new TensorMemory()) {
                BlockTensors inside = forward.inside(residuals(tokens, stop), block, EnumSet.of(BlockOutput.PROBABILITIES), memory, stop);
                return new BlockAttention(tokens, block, architecture.heads(), inside.get(BlockOutput.PROBABILITIES).toArray());
            }
        });
    }

    LensDifference difference(
            Study study, LensChoice other, Reading reading, Consumer<LensDifference> listener, Cancellation cancellation) {
        ReadOut.Request request = request(reading, study.tokens());
        Optional<OpenLens> first = lenses.open(study.lens());
        Optional<OpenLens> second = lenses.open(other);
        return use.of(cancellation, stop -> new PairedReadOut(architecture, readOut, runtime.threads())
                .read(residuals(study.tokens(), stop), first, second, request.layers(), request.positions(), stop, listener));
    }

    PassDump dump(TokenSequence tokens, Cancellation cancellation) {
        return use.of(cancellation, stop -> {
            try (Residuals residuals = forward.run(tokens, Optional.empty(), stop, ForwardPass.Listener.NONE)) {
                return PassDump.of(architecture, forward, readOut, residuals, stop);
            }
        });
    }

    private ReadOut.Request request(Reading reading, TokenSequence tokens) {
        if (reading.topK() > MOST_TOP_TOKENS) {
            throw new UnusableInputException("D-205", reading.topK() + " top tokens of each cell are more than " + MOST_TOP_TOKENS + ". Ask for fewer.");
        }
        int last = architecture.layers();
        for (int layer : reading.layers()) {
            if (layer < 0 || layer > last) {
                throw new UnusableInputException("D-205", "There is no layer " + layer + "; layers go from 0 (the embedding) to " + last + " (the output).");
            }
        }
        for (int id : reading.tracked()) {
            if (id < 0 || id >= architecture.vocabulary()) {
                throw new UnusableInputException("D-205", "Token id " + id + " cannot be tracked; ids go from 0 to " + (architecture.vocabulary() - 1) + ".");
            }
        }
        int[] layers = reading.layers().isEmpty()
                ? ReadOut.allLayers(last)
                : Stream.concat(reading.layers().stream(), Stream.of(last)).distinct().sorted().mapToInt(Integer::intValue).toArray();
        int first = Math.clamp(reading.first(), 0, Math.max(0, tokens.length() - 1));
        List<Integer> positions = IntStream.concat(
                        IntStream.of(first), IntStream.range(0, tokens.length()).map(i -> tokens.length() - 1 - i).filter(p -> p != first))
                .boxed()
                .toList();
        BitSet ranked = new BitSet();
        ranked.set(first);
        return new ReadOut.Request(layers, positions, reading.topK(), reading.tracked(), ranked);
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        use.end(() -> {
            blocks.close();
            readOut.close();
            lenses.close();
            cache.clear();
            tokenizer.tokenizer().ifPresent(Tokenizer::close);
            checkpoint.close();
            runtime.releaseFreedMemory();
        });
    }
}
