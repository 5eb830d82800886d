package org.diopter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.Alignment;
import org.diopter.engine.causal.BasisCost;
import org.diopter.engine.causal.BasisExtraction;
import org.diopter.engine.causal.BasisFile;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.DirectionMeaning;
import org.diopter.engine.causal.ExtremePlaces;
import org.diopter.engine.causal.Fidelity;
import org.diopter.engine.causal.Influence;
import org.diopter.engine.causal.LayerHead;
import org.diopter.engine.causal.ModelInfluence;
import org.diopter.engine.causal.ReadOutHead;
import org.diopter.engine.causal.RemovalEffect;
import org.diopter.engine.causal.StateTexts;
import org.diopter.engine.causal.States;
import org.diopter.engine.causal.StimulusResponse;
import org.diopter.engine.causal.StreamAblation;
import org.diopter.engine.causal.Workers;
import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.TokensApart;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.OpenLens;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.ProcessMemory;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.tokenizer.TokenSequence;

/// The directions of one open model: finds them, keeps them, measures them.
final class ModelDirections implements DirectionWork {
    private static final String KIND = "basis";
    /// Of how bases are found: another one finds others.
    private static final int VERSION = 1;
    private static final int SEQUENCE = 129;
    /// Alignment compares a sequence with another.
    private static final int LEAST_SEQUENCES = 2;
    /// The share of free memory that logits of all states may take.
    private static final long MEMORY_SHARE = 2;
    private static final long USUAL_BUDGET = 1L << 30;

    private final Parts parts;
    private final ModelLenses lenses;
    private final ArtefactStore store;
    private final ModelUse use;

    /// What of an open model is needed.
    ///
    /// @param identity see [ModelParts#identity]
    record Parts(ModelId id, String identity, ModelShape shape, HeadSource head, Blocks blocks, ForwardPass forward, ReadOut readOut, int threads) {}

    /// Makes the read-out in the form in which it can be differentiated.
    @FunctionalInterface
    interface HeadSource {
        /// @return the caller's to close
        /// @throws UnusableInputException D-304 if the model's read-out has another form
        ReadOutHead open(Workers workers, Cancellation cancellation);
    }

    ModelDirections(Parts parts, ModelLenses lenses, ArtefactStore store, ModelUse use) {
        this.parts = parts;
        this.lenses = lenses;
        this.store = store;
        this.use = use;
    }

    @Override
    public int sequenceLength() {
        return Math.min(SEQUENCE, parts.shape().context());
    }

    @Override
    public FoundBasis extract(BasisPlan plan, LensChoice lens, TrainingText text, BasisExtraction.Listener listener, Cancellation cancellation) {
        requireLayer(plan.layer());
        return use.of(cancellation, stop -> {
            BasisKey key = new BasisKey(plan, lens, "text " + text.sha256());
            return known(key).orElseGet(() -> find(key, states(text, plan, stop), listener, stop));
        });
    }

    @Override
    public FoundBasis extract(BasisPlan plan, LensChoice lens, States states, BasisExtraction.Listener listener, Cancellation cancellation) {
        requireLayer(plan.layer());
        return use.of(cancellation, stop -> find(new BasisKey(plan, lens, "states " + states.sha256()), states, listener, stop));
    }

    /// What a basis depends on, beside the model.
    ///
    /// @param from of which text or states
    private record BasisKey(BasisPlan plan, LensChoice lens, String from) {}

    /// The key in the store of a basis of so many directions: less than wanted where a search was cancelled.
    private String key(BasisKey key, int directions) {
        String lens = switch (key.lens) {
            case LensChoice.Logit _ -> "logit";
            case LensChoice.Translated translated -> translated.sha256();
        };
        return "%d %s %s %s %s %d".formatted(VERSION, parts.identity(), lens, key.from, key.plan, directions);
    }

    private Optional<FoundBasis> known(BasisKey key) {
        return store.find(KIND, key(key, key.plan.directions()))
                .map(file -> new FoundBasis(BasisFile.read(file), BasisReference.of(file), key.plan.directions()));
    }

    private FoundBasis find(BasisKey key, States states, BasisExtraction.Listener listener, Cancellation cancellation) {
        BasisPlan plan = key.plan;
        return withHead(cancellation, head -> {
            LayerHead layer = new LayerHead(head, translator(key.lens, plan.layer()));
            try (Influence influence = influence(layer, states, plan.ablation(), plan.seed(), cancellation)) {
                List<CausalBasis.Direction> directions = BasisExtraction.of(layer, influence, plan, cancellation).run(listener);
                CausalBasis.Source source = new CausalBasis.Source(
                        parts.id().sha256(), key.lens.name(), plan.layer(), plan.ablation(), states.count(), plan.seed());
                CausalBasis basis = new CausalBasis(source, states.mean(), directions);
                BasisReference reference = BasisReference.of(store.write(KIND, key(key, directions.size()), out -> BasisFile.write(basis, out)));
                return new FoundBasis(basis, reference, plan.directions());
            }
        });
    }

    private Influence influence(LayerHead layer, States states, Ablation ablation, long seed, Cancellation cancellation) {
        return Influence.of(layer, states, ablation, donors(states.count(), seed), budget(), cancellation);
    }

    private static int[] donors(int count, long seed) {
        return count > 1 ? Ablation.donors(count, seed) : new int[count];
    }

    private static long budget() {
        OptionalLong free = ProcessMemory.availableBytes();
        return free.isPresent() ? free.getAsLong() / MEMORY_SHARE : USUAL_BUDGET;
    }

    private States states(TrainingText text, BasisPlan plan, Cancellation cancellation) {
        try (TensorMemory memory = new TensorMemory()) {
            return States.withoutFirst(StateTexts.choose(text.sequences(), plan.states(), 1).stream()
                    .map(sequence -> parts.forward().layer(sequence, plan.layer(), memory, cancellation))
                    .toList());
        }
    }

    @Override
    public Fidelity fidelity(CausalBasis basis, LensChoice lens, TrainingText text, Progress progress, Cancellation cancellation) {
        CausalBasis.Source source = basis.source();
        requireOwn(basis);
        List<TokenSequence> chosen = StateTexts.choose(text.sequences(), source.states(), 1);
        return use.of(cancellation, stop -> withHead(stop, head -> withTexts(chosen, stop, texts -> {
            LayerHead layer = new LayerHead(head, translator(lens, source.layer()));
            States states = States.withoutFirst(texts.stream().map(residuals -> residuals.layer(source.layer())).toList());
            int[] donors = donors(states.count(), source.seed());
            try (Influence onLens = influence(layer, states, source.ablation(), source.seed(), stop);
                    ModelInfluence onModel = ModelInfluence.of(
                            parts.forward(), parts.readOut(), head.workers(), texts, source.layer(), source.ablation(), donors, budget(), stop)) {
                return Fidelity.measure(basis.directions(), onLens, onModel, source.seed(), progress);
            }
        })));
    }

    @Override
    public List<DirectionMeaning> meanings(CausalBasis basis, LensChoice lens, int count, Cancellation cancellation) {
        requireOwn(basis);
        return use.of(cancellation, stop -> withHead(stop, head -> {
            LayerHead layer = new LayerHead(head, translator(lens, basis.source().layer()));
            return basis.directions().stream()
                    .map(direction -> DirectionMeaning.of(layer, direction.vector(), basis.mean(), count, stop))
                    .toList();
        }));
    }

    @Override
    public ExtremePlaces extremes(CausalBasis basis, TrainingText text, int count, ExtremePlaces.Listener listener, Cancellation cancellation) {
        requireOwn(basis);
        ExtremePlaces places = new ExtremePlaces(basis.directions().stream().map(CausalBasis.Direction::vector).toList(), basis.mean(), count);
        List<TokenSequence> sequences = text.sequences();
        for (int i = 0; i < sequences.size(); i++) {
            int number = i;
            // The model is free for others between two sequences.
            use.of(cancellation, stop -> {
                try (TensorMemory memory = new TensorMemory()) {
                    places.add(number, parts.forward().layer(sequences.get(number), basis.source().layer(), memory, stop));
                    return places;
                }
            });
            listener.read(places, i + 1, sequences.size());
        }
        return places;
    }

    @Override
    public RemovalEffect removal(
            CausalBasis basis, int direction, LensChoice lens, Ablation mode, TokenSequence tokens, int position, int count, Cancellation cancellation) {
        requireOwn(basis);
        Optional<OpenLens> open = lenses.open(lens);
        int layer = basis.source().layer();
        List<float[]> removed = List.of(basis.directions().get(direction).vector());
        StreamAblation ablation = StreamAblation.of(removed, mode, basis.mean(), 1, basis.source().seed());
        return use.of(cancellation, stop -> withTexts(List.of(tokens), stop, texts -> {
            Residuals base = texts.getFirst();
            FloatTensor changed = base.layer(layer).copy();
            ablation.apply(base.layer(layer), changed);
            try (Residuals after = parts.forward().replace(base, layer, changed, stop, ForwardPass.Listener.NONE)) {
                return RemovalEffect.of(layer, column(base, layer, position, open, stop), column(after, layer, position, open, stop), count);
            }
        }));
    }

    /// The logits of a position at each layer from one on, [L − from + 1, V].
    private FloatTensor column(Residuals stream, int from, int position, Optional<OpenLens> lens, Cancellation cancellation) {
        FloatTensor logits = FloatTensor.zeros(stream.lastLayer() - from + 1L, parts.shape().vocabulary());
        for (int layer = from; layer <= stream.lastLayer(); layer++) {
            parts.readOut().logits(lens, layer, stream.layer(layer).rows(position, 1), logits.rows(layer - from, 1), cancellation);
        }
        return logits;
    }

    @Override
    public BasisCost cost(BasisPlan plan) {
        return BasisCost.of(plan, parts.shape().vocabulary(), parts.shape().width());
    }

    @Override
    public double seconds(BasisCost cost) {
        return cost.seconds(parts.threads());
    }

    @Override
    public List<Alignment> align(LensChoice lens, TrainingText text, int states, long seed, Progress progress, Cancellation cancellation) {
        int last = parts.shape().layers();
        return aligning(text, states, seed, cancellation, response -> {
            List<Alignment> layers = new ArrayList<>();
            for (int block = 0; block < last; block++) {
                progress.throwIfCancelled();
                layers.add(response.measure(new StimulusResponse.Treatment.BlockUpdate(block), translator(lens, block + 1)));
                progress.items(block + 1L, last);
            }
            return layers;
        });
    }

    @Override
    public Alignment align(CausalBasis basis, LensChoice lens, TrainingText text, int states, long seed, Cancellation cancellation) {
        requireOwn(basis);
        int layer = basis.source().layer();
        List<float[]> directions = basis.directions().stream().map(CausalBasis.Direction::vector).toList();
        return aligning(text, states, seed, cancellation,
                response -> response.measure(new StimulusResponse.Treatment.Subspace(layer, directions), translator(lens, layer)));
    }

    private <T> T aligning(TrainingText text, int states, long seed, Cancellation cancellation, Function<StimulusResponse, T> measure) {
        List<TokenSequence> chosen = StateTexts.choose(text.sequences(), states, LEAST_SEQUENCES);
        TokensApart apart = new TokensApart(parts.blocks());
        return use.of(cancellation, stop -> withTexts(chosen, stop, texts -> {
            try (Workers workers = new Workers(parts.threads())) {
                return measure.apply(new StimulusResponse(apart, parts.readOut(), workers, texts, donors(texts.size(), seed), stop));
            }
        }));
    }

    private void requireLayer(int layer) {
        if (layer < 0 || layer > parts.shape().layers()) {
            throw new UnusableInputException("D-205", "There is no layer %d; layers go from 0 to %d.".formatted(layer, parts.shape().layers()));
        }
    }

    private void requireOwn(CausalBasis basis) {
        basis.requireFor(parts.id().sha256(), parts.id().name(), parts.shape().width(), basis.source().layer());
    }

    /// Nothing for the logit lens, and at the output.
    private Optional<Translator> translator(LensChoice choice, int layer) {
        boolean held = lenses.open(choice).isPresent();
        Optional<Lens> lens = held ? lenses.lens(choice) : Optional.empty();
        return lens.filter(translated -> layer < translated.layers()).map(translated -> translated.translators().get(layer));
    }

    private <T> T withHead(Cancellation cancellation, Function<ReadOutHead, T> work) {
        try (Workers workers = new Workers(parts.threads());
                ReadOutHead head = parts.head().open(workers, cancellation)) {
            return work.apply(head);
        }
    }

    private <T> T withTexts(List<TokenSequence> sequences, Cancellation cancellation, Function<List<Residuals>, T> work) {
        List<Residuals> texts = new ArrayList<>();
        try {
            for (TokenSequence sequence : sequences) {
                texts.add(parts.forward().run(sequence, Optional.empty(), cancellation, ForwardPass.Listener.NONE));
            }
            return work.apply(texts);
        } finally {
            texts.forEach(Residuals::close);
        }
    }
}
