package org.diopter.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Families;
import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.CheckpointSearch;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NativeBlocks;
import org.diopter.engine.forward.NativeWholeModel;
import org.diopter.engine.forward.WeightSearch;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.training.LensTrainer;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.ProcessMemory;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.WeightHash;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.store.ArtefactStore;

/// The parts of a model whose graphs are written from its architecture.
record NativeParts(
        Path tokenizerPlace,
        Checkpoint checkpoint,
        Architecture architecture,
        ModelGraphs graphs,
        OnnxRuntime runtime,
        Blocks blocks,
        ReadOut readOut,
        ModelCard card,
        SelfChecks checks,
        long estimatedBytes)
        implements ModelParts {

    /// Opens a folder. Whatever fails, nothing of it stays open.
    static NativeParts open(Path folder, OnnxRuntime runtime, ArtefactStore store, Progress progress) {
        requireMemory(folder);
        Checkpoint checkpoint = Checkpoint.open(folder, store, progress);
        Blocks blocks = null;
        try {
            Architecture architecture = Families.read(checkpoint);
            progress.throwIfCancelled();
            progress.stage("Map weights", 2, LoadedModel.STAGES);
            String name = ModelNames.of(checkpoint.folder());
            MemoryEstimate estimate = MemoryEstimate.of(architecture);
            estimate.require(name, ProcessMemory.availableBytes());
            ModelId id = new ModelId(name, checkpoint.folder(), WeightHash.of(checkpoint, store, progress));
            ModelCard card = ModelCards.of(id, architecture, checkpoint);
            SelfChecks checks = SelfChecks.of(store, id, checkpoint.config().json().getBytes(StandardCharsets.UTF_8), runtime);
            progress.stage("Build blocks", LoadedModel.STAGES, LoadedModel.STAGES);
            ModelGraphs graphs = new ModelGraphs(architecture);
            blocks = NativeBlocks.build(architecture, graphs, runtime, true, progress);
            ReadOut readOut = new ReadOut(architecture, graphs, runtime, true);
            return new NativeParts(folder, checkpoint, architecture, graphs, runtime, blocks, readOut, card, checks, estimate.bytes());
        } catch (RuntimeException e) {
            if (blocks != null) {
                blocks.close();
            }
            checkpoint.close();
            throw e;
        }
    }

    /// Refuses a packed model that would not fit before it is unpacked.
    private static void requireMemory(Path model) {
        if (GgufFile.isNamed(model)) {
            try (Checkpoint described = Checkpoint.open(model)) {
                MemoryEstimate.of(Families.read(described)).require(ModelNames.of(described.folder()), ProcessMemory.availableBytes());
            }
        }
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
        if (!card.precision().equals("float32")) {
            // The whole model's graph unpacks its weights; in float32 they stay mapped.
            new MemoryEstimate(estimatedBytes).require("The self-check of " + card.id().name(), ProcessMemory.availableBytes());
        }
        return new NativeWholeModel(architecture, graphs, runtime);
    }

    @Override
    public void close() {
        blocks.close();
        readOut.close();
        checkpoint.close();
    }
}
