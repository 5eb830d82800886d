package org.diopter.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.diopter.engine.arch.ModelShape;
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
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.engine.lens.OpenLens;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.ProcessMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.CardFile;
import org.diopter.model.hub.ModelFinder;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// A model folder that has been opened on ONNX Runtime. Runs are given to it one at a time, by the workbench's own thread.
final class LoadedModel implements OpenModel {
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
    private final ModelLenses lenses;
    private final Optional<ModelDirections> directions;
    private final StudyEdits edits;
    private final ModelCaches caches;
    private final ModelRuns runs;
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
        this.runs = new ModelRuns(parts, runtime, notFinite, forward, lenses, edits, caches, use);
        this.writing = new ModelWriting(shape, forward, readOut, notFinite, edits, caches, tokenizer.tokenizer(), runs::residuals);
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

    @Override
    public String identity() {
        return parts.identity() + " " + tokenizer.identity();
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
                identity(), shape, edits.ofWeights().names(), words, pass, readOut, edits.ofWeights().matrices(), edits.ofWeights().tokens());
        return new ModelEvaluator(parts, task, streamBytes, turns);
    }

    /// Does something during which the model stays open.
    <T> T inUse(Cancellation cancellation, Function<Cancellation, T> action) {
        return use.of(cancellation, action);
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

    /// Runs studies.
    ModelRuns runs() {
        return runs;
    }

    /// Lets studies go on with their tokens.
    ModelWriting writing() {
        return writing;
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        use.end(() -> {
            caches.close();
            parts.close();
            lenses.close();
            runs.clear();
            edits.close();
            tokenizer.close();
            runtime.releaseFreedMemory();
        });
    }
}
