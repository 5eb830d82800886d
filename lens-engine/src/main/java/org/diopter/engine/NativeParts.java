package org.diopter.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Families;
import org.diopter.engine.arch.StoredNumbers;
import org.diopter.engine.causal.ReadOutHead;
import org.diopter.engine.forward.CheckpointSearch;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NativeBlocks;
import org.diopter.engine.forward.NativeWholeModel;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.forward.WeightSearch;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.laser.TokenRows;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.engine.laser.WeightReader;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.training.LensTrainer;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.WeightHash;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.store.Sha256;

/// The parts of a model whose graphs are written from its architecture.
record NativeParts(
        Path tokenizerPlace,
        Checkpoint checkpoint,
        Architecture architecture,
        ModelGraphs graphs,
        OnnxRuntime runtime,
        NativeBlocks blocks,
        ReadOut readOut,
        ModelCard card,
        SelfChecks checks,
        MemoryEstimate estimate)
        implements ModelParts {

    /// Opens a folder. Whatever fails, nothing of it stays open.
    static NativeParts open(Path folder, MemoryMode mode, EngineOptions options, OnnxRuntime runtime, ArtefactStore store, Progress progress) {
        requireMemory(folder, mode, options);
        Checkpoint checkpoint = Checkpoint.open(folder, store, progress);
        NativeBlocks blocks = null;
        try {
            Architecture architecture = Families.read(checkpoint);
            progress.throwIfCancelled();
            progress.stage("Map weights", 2, LoadedModel.STAGES);
            String name = ModelNames.of(checkpoint.folder());
            MemoryEstimate estimate = requireMemory(architecture, folder, mode, options);
            ModelId id = new ModelId(name, checkpoint.folder(), WeightHash.of(checkpoint, store, progress));
            ModelCard card = ModelCards.of(id, architecture, checkpoint);
            SelfChecks checks = SelfChecks.of(store, id, checkpoint.config().json().getBytes(StandardCharsets.UTF_8), runtime, mode);
            progress.stage("Build blocks", LoadedModel.STAGES, LoadedModel.STAGES);
            ModelGraphs graphs = new ModelGraphs(architecture);
            boolean prepack = mode == MemoryMode.USUAL;
            blocks = NativeBlocks.build(architecture, graphs, runtime, prepack, progress);
            ReadOut readOut = new ReadOut(architecture, graphs, runtime, prepack);
            return new NativeParts(folder, checkpoint, architecture, graphs, runtime, blocks, readOut, card, checks, estimate);
        } catch (RuntimeException e) {
            if (blocks != null) {
                blocks.close();
            }
            checkpoint.close();
            throw e;
        }
    }

    @Override
    public String identity() {
        return card.id().sha256() + " " + Sha256.of(checkpoint.config().json());
    }

    private static MemoryEstimate requireMemory(Architecture architecture, Path model, MemoryMode mode, EngineOptions options) {
        long tokenizer = tokenizerBytes(model);
        MemoryEstimate estimate = MemoryEstimate.of(architecture, tokenizer, mode);
        estimate.require(ModelNames.of(model), MemoryEstimate.of(architecture, tokenizer, MemoryMode.LOW), options.availableMemory());
        return estimate;
    }

    /// What a model would take, without opening it.
    static MemoryEstimate estimate(Path model, MemoryMode mode) {
        try (Checkpoint described = Checkpoint.open(model)) {
            return MemoryEstimate.of(Families.read(described), tokenizerBytes(model), mode);
        }
    }

    private static long tokenizerBytes(Path model) {
        if (!GgufFile.isNamed(model)) {
            return model.resolve("tokenizer.json").toFile().length();
        }
        try (GgufFile file = GgufFile.open(model)) {
            return file.metadataBytes();
        }
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
    public ModelEdits edits(Path home, ArtefactStore store, ModelAblations ablations) {
        WeightReader reader = new WeightReader(checkpoint, new WeightMatrices(architecture));
        return new ModelEdits(Optional.of(checkpoint), reader, new TokenRows(StoredNumbers.of(checkpoint), architecture.unembedding()::head), ablations, home, store, runtime.threads());
    }

    @Override
    public Optional<ModelDirections.Parts> directions(ForwardPass forward) {
        ModelDirections.HeadSource head = (workers, cancellation) -> ReadOutHead.of(architecture, checkpoint, workers, cancellation);
        return Optional.of(new ModelDirections.Parts(card.id(), identity(), architecture.shape(), head, blocks, forward, readOut, runtime.threads()));
    }

    @Override
    public PackedPass packed(NotFinite notFinite) {
        return new PackedPass(blocks, notFinite);
    }

    @Override
    public SplitBlocks splitBlocks() {
        return new SplitBlocks(architecture, graphs, runtime, blocks);
    }

    @Override
    public LensTrainer lensTrainer(ForwardPass forward) {
        return new LensTrainer(architecture, graphs, runtime, forward);
    }

    @Override
    public SelfChecker.Limits limits() {
        return SelfChecker.Limits.FLOAT32;
    }

    @Override
    public WeightSearch weights() {
        return new CheckpointSearch(checkpoint, architecture);
    }

    @Override
    public WholeModel whole() {
        return new NativeWholeModel(architecture, graphs, runtime);
    }

    @Override
    public void close() {
        blocks.close();
        readOut.close();
        checkpoint.close();
    }
}
