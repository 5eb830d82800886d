package org.diopter.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.diopter.engine.SelfCheck.Check;
import org.diopter.engine.arch.Matrix;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.causal.ReadOutHead;
import org.diopter.engine.causal.Workers;
import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.forward.WeightSearch;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.imported.ImportedHead;
import org.diopter.engine.imported.ImportedMatrix;
import org.diopter.engine.imported.ImportedModel;
import org.diopter.engine.imported.OnnxFile;
import org.diopter.engine.imported.Tier;
import org.diopter.engine.imported.UnclearGraph;
import org.diopter.engine.imported.WholeGraph;
import org.diopter.engine.laser.TokenRows;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.engine.laser.WeightReader;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.training.LensTrainer;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.WeightHash;
import org.diopter.model.store.ArtefactStore;

/// The parts of a model that comes as an ONNX graph. What can be done with it is not believed but proved when it is opened: blocks that do not reproduce
/// the graph are not used, and it runs whole.
///
/// @param model the graph taken apart, if it was proved
/// @param prover makes the model in one piece
record ImportedParts(
        OnnxFile file,
        OnnxRuntime runtime,
        Optional<ImportedModel> model,
        ModelCard card,
        Blocks blocks,
        ReadOut readOut,
        SelfChecks checks,
        SelfChecker.Limits limits,
        Path tokenizerPlace,
        MemoryEstimate estimate,
        Supplier<WholeModel> prover)
        implements ModelParts {

    /// Raised whenever graphs are split or proved differently.
    private static final String SPLIT = "onnx split 1";
    private static final String WHOLE = "onnx whole 1";

    /// The graph is hashed with its weights.
    @Override
    public String identity() {
        return card.id().sha256();
    }

    /// Opens a file. Whatever fails, nothing of it stays open.
    static ImportedParts open(Path path, MemoryMode mode, EngineOptions options, OnnxRuntime runtime, ArtefactStore store, Progress progress) {
        OnnxFile file = OnnxFile.open(path);
        try {
            progress.stage("Map weights", 2, LoadedModel.STAGES);
            MemoryEstimate estimate = MemoryEstimate.ofGraph(file.weightBytes(), ImportedModel.tokenizerPlace(path).resolve("tokenizer.json").toFile().length());
            String name = ModelNames.ofFile(file.path());
            estimate.require(name, estimate, options.availableMemory());
            ModelId id = new ModelId(name, file.path(), WeightHash.of(file.files(), store, progress));
            progress.stage("Find and prove blocks", LoadedModel.STAGES, LoadedModel.STAGES);
            try {
                return split(file, id, runtime, checks(SPLIT, id, store, runtime, mode), estimate, progress);
            } catch (UnclearGraph e) {
                return whole(file, id, runtime, checks(WHOLE, id, store, runtime, mode), estimate, e.reason());
            }
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static SelfChecks checks(String way, ModelId id, ArtefactStore store, OnnxRuntime runtime, MemoryMode mode) {
        return SelfChecks.of(store, id, way.getBytes(StandardCharsets.UTF_8), runtime, mode);
    }

    /// @throws UnclearGraph if no blocks are found, or they are not the graph
    private static ImportedParts split(
            OnnxFile file, ModelId id, OnnxRuntime runtime, SelfChecks checks, MemoryEstimate estimate, Progress progress) {
        ImportedModel model = ImportedModel.of(file, runtime, progress);
        ReadOut readOut = null;
        try {
            readOut = readOut(model.shape(), model.readOut(), file, runtime);
            SelfChecker.Limits limits = model.isHalf() ? SelfChecker.Limits.FLOAT16 : SelfChecker.Limits.FLOAT32;
            ImportedParts parts = new ImportedParts(file, runtime, Optional.of(model), card(file, id, model.shape(), model.tier(), model.matrices()), model.blocks(), readOut, checks, limits,
                    ImportedModel.tokenizerPlace(file.path()), estimate.inBlocks(model.shape().layers()), model::whole);
            parts.requireProof(progress);
            return parts;
        } catch (RuntimeException e) {
            if (readOut != null) {
                readOut.close();
            }
            model.close();
            throw e;
        }
    }

    private void requireProof(Progress progress) {
        SelfCheck check = checks.find().orElseGet(() -> prove(progress));
        List<Check> failed = check.checks().stream().filter(proof -> !proof.ok()).toList();
        if (failed.isEmpty()) {
            return;
        }
        if (failed.stream().anyMatch(proof -> proof.name().equals(SelfChecker.CAUSAL))) {
            throw new UnclearGraph("What is computed for a token depends on tokens after it, as in graphs that are quantised while they run: "
                    + "changing the last token moves earlier layers by %.2g of their size. Only whole-model running is available for this file."
                            .formatted(failed.stream().filter(proof -> proof.name().equals(SelfChecker.CAUSAL)).findFirst().orElseThrow().value()));
        }
        throw new UnclearGraph("The layers found do not reproduce the model (%s). Only whole-model running is available for this file."
                .formatted(failed.stream().map(proof -> "%s: %.2g, limit %.2g".formatted(proof.name(), proof.value(), proof.limit())).collect(Collectors.joining("; "))));
    }

    private SelfCheck prove(Progress progress) {
        ForwardPass forward = new ForwardPass(blocks, new NotFinite(weights()));
        try (WholeModel whole = prover.get()) {
            SelfCheck check = new SelfChecker(limits, whole, blocks, forward, readOut, new Cancellation(), progress).run(estimate.opened(), 0);
            checks.keep(check);
            return check;
        } catch (IllegalStateException e) {
            throw new UnclearGraph("The layers found cannot be run one by one. Only whole-model running is available for this file.");
        }
    }

    private static ImportedParts whole(
            OnnxFile file, ModelId id, OnnxRuntime runtime, SelfChecks checks, MemoryEstimate estimate, String reason) {
        WholeGraph graph = WholeGraph.of(file, runtime);
        Blocks blocks = graph.blocks();
        try {
            ReadOut readOut = readOut(blocks.shape(), graph.readOut(), file, runtime);
            ModelCard card = card(file, id, blocks.shape(), new Tier('D', List.of(reason)), List.of());
            return new ImportedParts(
                    file, runtime, Optional.empty(), card, blocks, readOut, checks, SelfChecker.Limits.FLOAT16, ImportedModel.tokenizerPlace(file.path()), estimate, graph::whole);
        } catch (RuntimeException e) {
            blocks.close();
            throw e;
        }
    }

    private static ReadOut readOut(ModelShape shape, Session session, OnnxFile file, OnnxRuntime runtime) {
        try {
            Session translate = runtime.session(LensGraphs.translate(shape.width()), file.folder(), false);
            return new ReadOut(shape, session, translate, runtime.threads());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static ModelCard card(OnnxFile file, ModelId id, ModelShape shape, Tier tier, List<ImportedMatrix> matrices) {
        return new ModelCard(id, file.family(), tier.letter(), shape.layers(), shape.layers() == 0 ? 0 : shape.width(), shape.heads(), shape.kvHeads(),
                shape.headWidth(), shape.vocabulary(), shape.context(), file.parameters(), file.weightBytes(), file.precision(),
                matrices.stream().map(matrix -> part(file, matrix)).toList(), tier.reasons());
    }

    /// A matrix that shares its tensor with others is listed with its part of the bytes.
    private static ModelCard.Part part(OnnxFile file, ImportedMatrix matrix) {
        long outputs = matrix.shape().get(matrix.inputFirst() ? 1 : 0);
        long bytes = file.bytes(matrix.weight());
        long own = matrix.isPart() ? bytes / outputs * matrix.columns().size() : bytes;
        return new ModelCard.Part(matrix.block(), matrix.name(), matrix.weight(), matrix.shape(), file.type(matrix.weight()), own);
    }

    @Override
    public WeightSearch weights() {
        return file.weightSearch();
    }

    @Override
    public LensTrainer lensTrainer(ForwardPass forward) {
        throw new UnusableInputException("D-305", "Lenses cannot be trained on an ONNX export. Open the model's safetensors or GGUF file; its lens fits here too.");
    }

    @Override
    public ModelEdits edits(Path home, ArtefactStore store, ModelAblations ablations) {
        ImportedModel split = model.orElseThrow(() -> TierRefusal.of(card).because("D-205", "Nothing inside this model can be edited."));
        Map<Integer, String> unknown = new TreeMap<>();
        // Below tier B it is not the weights that are in the way.
        split.unknown().forEach((block, reason) -> unknown.put(block, TierRefusal.of(card).because(card.tier() == 'B' ? reason : card.reasons().getFirst())));
        List<Matrix> matrices = split.matrices().stream().flatMap(matrix -> matrix.matrix().stream()).toList();
        WeightReader reader = new WeightReader(split.numbers(), new WeightMatrices(matrices, card.layers(), unknown));
        TokenRows tokens = new TokenRows(split.numbers(), () -> found(split).head());
        return new ModelEdits(Optional.empty(), reader, tokens, ablations, home, store, runtime.threads());
    }

    @Override
    public Optional<ModelDirections.Parts> directions(ForwardPass forward) {
        return model.map(split -> {
            ModelDirections.HeadSource head = (workers, cancellation) -> head(split, workers, cancellation);
            return new ModelDirections.Parts(card.id(), identity(), split.shape(), head, blocks, forward, readOut, runtime.threads());
        });
    }

    private static ReadOutHead head(ImportedModel model, Workers workers, Cancellation cancellation) {
        ImportedHead found = found(model);
        ReadOutHead.Form form =
                new ReadOutHead.Form(found.centred(), found.epsilon(), found.scale(), Optional.of(found.shift()), found.bias(), found.softCap());
        return ReadOutHead.of(form, found.head(), model.numbers(), workers, cancellation);
    }

    private static ImportedHead found(ImportedModel model) {
        try {
            return model.head();
        } catch (UnclearGraph e) {
            throw new UnusableInputException("D-304", e.reason(), e);
        }
    }

    @Override
    public PackedPass packed(NotFinite notFinite) {
        if (model.isEmpty()) {
            throw TierRefusal.of(card).because("D-205", "Tasks are measured layer by layer, and this model has no layers to be seen.");
        }
        return new PackedPass(blocks, notFinite);
    }

    @Override
    public SplitBlocks splitBlocks() {
        throw new UnusableInputException("D-402", "Cache policies cannot be tried on an ONNX export. Open the model's safetensors or GGUF file.");
    }

    @Override
    public WholeModel whole() {
        return prover.get();
    }

    @Override
    public void close() {
        blocks.close();
        readOut.close();
        file.close();
    }
}
