package org.diopter.engine;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.cache.CacheRun;
import org.diopter.engine.forward.BlockTensors;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.laser.CompiledEdits;
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
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// Runs studies of one open model and reads their streams, one study at a time; streams of the model as it is are kept, so that the next study runs only what
/// is not known.
final class ModelRuns {
    /// What streams of earlier prompts may hold; the last one stays in any case, so that typing on is quick.
    private static final long CACHE_BYTES = 48L << 20;

    /// From about so many tokens on, what a run leaves free in the C library's heap is worth the few milliseconds that giving it back takes.
    private static final int LONG_PROMPT = 128;

    private final ModelParts parts;
    private final ModelShape shape;
    private final OnnxRuntime runtime;
    private final ReadOut readOut;
    private final NotFinite notFinite;
    private final ForwardPass forward;
    private final ModelLenses lenses;
    private final StudyEdits edits;
    private final ModelCaches caches;
    private final ModelUse use;
    private final StudyCache cache = new StudyCache(CACHE_BYTES);

    ModelRuns(ModelParts parts, OnnxRuntime runtime, NotFinite notFinite, ForwardPass forward, ModelLenses lenses, StudyEdits edits, ModelCaches caches,
            ModelUse use) {
        this.parts = parts;
        this.shape = parts.blocks().shape();
        this.runtime = runtime;
        this.readOut = parts.readOut();
        this.notFinite = notFinite;
        this.forward = forward;
        this.lenses = lenses;
        this.edits = edits;
        this.caches = caches;
        this.use = use;
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

    private void requireFiniteOutput(Trajectory trajectory) {
        for (int position = 0; position < trajectory.positions(); position++) {
            if (trajectory.isKnown(position) && Float.isNaN(trajectory.value(Statistic.MAX_PROBABILITY, trajectory.rows() - 1, position))) {
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
    Residuals residuals(TokenSequence tokens, Cancellation cancellation) {
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
    /// @param reading of models of different depth every layer that [AlignedLayers#byDepth] gives is read, whatever this says of layers
    /// @throws UnusableInputException D-205 if the models have not one vocabulary
    LensDifference difference(Study first, ModelRuns other, Study second, Reading reading, Consumer<LensDifference> listener, Cancellation cancellation) {
        if (shape.vocabulary() != other.shape.vocabulary()) {
            throw new UnusableInputException("D-205", "%s knows %d tokens, %s %d: their cells cannot be compared.".formatted(
                    parts.card().id().name(), shape.vocabulary(), other.parts.card().id().name(), other.shape.vocabulary()));
        }
        ReadOut.Request request = new ReadingRequest(shape).of(reading, first.tokens());
        List<Integer> read = Arrays.stream(request.layers()).boxed().toList();
        boolean alike = shape.layers() == other.shape.layers();
        AlignedLayers aligned = alike ? new AlignedLayers(read, read) : AlignedLayers.byDepth(shape.layers(), other.shape.layers());
        Optional<OpenLens> firstLens = lenses.open(first.lens());
        Optional<OpenLens> secondLens = other.lenses.open(second.lens());
        PairedReadOut paired = new PairedReadOut(shape.vocabulary(), runtime.threads());
        boolean evicting = first.cache().needsParts() || second.cache().needsParts();
        boolean oneStream = first.equals(second.with(first.lens()));
        return use.of(cancellation, stop -> other.use.of(stop, also -> {
            try (Residuals one = changed(first, evicting, also);
                    Residuals two = oneStream ? one.share() : other.changed(second, evicting, also)) {
                PairedReadOut.Side side = new PairedReadOut.Side(one, firstLens, readOut, aligned.first());
                return paired.read(side, new PairedReadOut.Side(two, secondLens, other.readOut, aligned.second()), request.positions(), also, listener);
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

    /// Forgets the streams that are kept.
    void clear() {
        cache.clear();
    }
}
