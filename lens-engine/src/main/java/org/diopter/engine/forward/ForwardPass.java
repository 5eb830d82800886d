package org.diopter.engine.forward;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// Runs a model's blocks one after the other and keeps the stream between them, so that any later question starts from the highest layer that is still
/// good: appended tokens run alone against the keys and values of those before, a changed layer re-runs only the blocks above it.
public final class ForwardPass {
    private static final Set<BlockOutput> STREAM_AND_CACHE =
            Set.copyOf(EnumSet.of(BlockOutput.RESIDUAL, BlockOutput.KEYS, BlockOutput.VALUES));

    private final Architecture architecture;
    private final Blocks blocks;
    private final NotFinite notFinite;

    /// @param notFinite finds out why a block gives numbers that are none
    public ForwardPass(Architecture architecture, Blocks blocks, NotFinite notFinite) {
        this.architecture = architecture;
        this.blocks = blocks;
        this.notFinite = notFinite;
    }

    /// Hears when a block has run.
    public interface Listener {
        Listener NONE = (block, of) -> {};

        /// @param block which has run, of `of`
        void blockDone(int block, int of);
    }

    /// Runs some tokens.
    ///
    /// @param known streams of other tokens of the same model; the longest common prefix is not run again
    /// @throws UnusableInputException if there are no tokens, too many, one outside the vocabulary, or a block gives NaN or infinity
    public Residuals run(TokenSequence tokens, Optional<Residuals> known, Cancellation cancellation, Listener listener) {
        check(tokens);
        int prefix = known.map(residuals -> residuals.tokens().commonPrefix(tokens)).orElse(0);
        if (known.isPresent() && prefix == tokens.length() && prefix == known.get().tokens().length()) {
            return known.get();
        }
        // A token must run for its logits' sake only if it is new: a mere prefix is cut out of what is known.
        int first = prefix;
        Span span = new Span(architecture, first, tokens.length() - first);
        List<FloatTensor> layers = new ArrayList<>();
        List<KeyValues> cache = new ArrayList<>();
        FloatTensor stream = span.count() == 0 ? emptyStream() : blocks.embed(tokens, first, cancellation);
        layers.add(extended(known, 0, first, stream));
        for (int block = 0; block < architecture.layers(); block++) {
            int b = block;
            KeyValues past = first == 0 ? blocks.empty() : known.map(k -> k.cache().get(b).prefix(first)).orElseThrow();
            if (span.count() == 0) {
                cache.add(past);
            } else {
                BlockTensors outputs = blocks.run(block, stream, span, past, STREAM_AND_CACHE, cancellation);
                stream = outputs.get(BlockOutput.RESIDUAL);
                cache.add(new KeyValues(outputs.get(BlockOutput.KEYS), outputs.get(BlockOutput.VALUES)));
                notFinite.check(block, first, stream);
            }
            layers.add(extended(known, block + 1, first, stream));
            listener.blockDone(block, architecture.layers());
        }
        return new Residuals(tokens, layers, cache);
    }

    /// Puts another stream in the place of one layer and runs what is above it. Everything below is shared with `base`.
    ///
    /// @param base a finished pass
    /// @param layer from 0 to L
    /// @param replacement [T, d], the new stream at that layer. Not modified.
    public Residuals replace(Residuals base, int layer, FloatTensor replacement, Cancellation cancellation, Listener listener) {
        List<FloatTensor> layers = new ArrayList<>(base.layers().subList(0, layer));
        List<KeyValues> cache = new ArrayList<>(base.cache().subList(0, layer));
        Span span = new Span(architecture, 0, base.tokens().length());
        FloatTensor stream = replacement;
        layers.add(stream);
        for (int block = layer; block < architecture.layers(); block++) {
            BlockTensors outputs =
                    blocks.run(block, stream, span, blocks.empty(), STREAM_AND_CACHE, cancellation);
            stream = outputs.get(BlockOutput.RESIDUAL);
            cache.add(new KeyValues(outputs.get(BlockOutput.KEYS), outputs.get(BlockOutput.VALUES)));
            notFinite.check(block, 0, stream);
            layers.add(stream);
            listener.blockDone(block, architecture.layers());
        }
        return new Residuals(base.tokens(), layers, cache);
    }

    /// Looks inside one block of a finished pass by running it once more.
    ///
    /// @param wanted which of its tensors
    public BlockTensors inside(Residuals residuals, int block, Set<BlockOutput> wanted, Cancellation cancellation) {
        Span span = new Span(architecture, 0, residuals.tokens().length());
        return blocks.run(block, residuals.layer(block), span, blocks.empty(), wanted, cancellation);
    }

    private void check(TokenSequence tokens) {
        if (tokens.length() == 0) {
            throw new UnusableInputException("D-201", "The prompt is empty. Type at least one token.");
        }
        if (tokens.length() > architecture.context()) {
            throw new UnusableInputException("D-201", "The prompt has " + tokens.length() + " tokens; the model takes "
                    + architecture.context() + ". Shorten it by " + (tokens.length() - architecture.context()) + ".");
        }
        for (int position = 0; position < tokens.length(); position++) {
            int id = tokens.id(position);
            if (id < 0 || id >= architecture.vocabulary()) {
                throw new UnusableInputException("D-201", "Token id " + id + " at position " + position + " is outside the vocabulary; ids go from 0 to "
                        + (architecture.vocabulary() - 1) + ".");
            }
        }
    }

    /// The stream of all positions: the known ones first.
    private FloatTensor extended(Optional<Residuals> known, int layer, int first, FloatTensor stream) {
        if (first == 0) {
            return stream;
        }
        long width = architecture.width();
        FloatTensor all = FloatTensor.zeros(first + stream.size(0), width);
        all.copyFrom(known.orElseThrow().layer(layer), 0, 0, first * width);
        all.copyFrom(stream, 0, first * width, stream.elements());
        return all;
    }

    private FloatTensor emptyStream() {
        return FloatTensor.zeros(0, architecture.width());
    }
}
