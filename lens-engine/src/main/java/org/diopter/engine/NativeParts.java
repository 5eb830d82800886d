package org.diopter.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Families;
import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.CheckpointSearch;
import org.diopter.engine.forward.NativeBlocks;
import org.diopter.engine.forward.NativeWholeModel;
import org.diopter.engine.forward.WeightSearch;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.ProcessMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.store.ArtefactStore;

/// The parts of a model whose graphs are written from its architecture.
record NativeParts(
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
        Checkpoint checkpoint = Checkpoint.open(folder);
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
            SelfChecks checks = SelfChecks.of(store, id, configOf(checkpoint), runtime);
            progress.stage("Build blocks", LoadedModel.STAGES, LoadedModel.STAGES);
            ModelGraphs graphs = new ModelGraphs(architecture);
            blocks = NativeBlocks.build(architecture, graphs, runtime, true, progress);
            ReadOut readOut = new ReadOut(architecture, graphs, runtime, true);
            return new NativeParts(checkpoint, architecture, graphs, runtime, blocks, readOut, card, checks, estimate.bytes());
        } catch (RuntimeException e) {
            if (blocks != null) {
                blocks.close();
            }
            checkpoint.close();
            throw e;
        }
    }

    private static byte[] configOf(Checkpoint checkpoint) {
        try {
            return Files.readAllBytes(checkpoint.folder().resolve("config.json"));
        } catch (IOException e) {
            throw new UnusableInputException("D-107", "config.json cannot be read any more: " + UnusableInputException.reason(e) + ".", e);
        }
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
