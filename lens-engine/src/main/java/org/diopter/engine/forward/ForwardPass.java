package org.diopter.engine.forward;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// Runs a model's blocks one after the other and keeps the stream between them, so that any later question starts from the highest layer that is still
/// good: appended tokens run alone against the keys and values of those before, a changed layer re-runs only the blocks above it.
public final class ForwardPass {
    private static final Set<BlockOutput> STREAM = Set.of(BlockOutput.RESIDUAL);
    private static final Set<BlockOutput> STREAM_AND_CACHE =
            Set.copyOf(EnumSet.of(BlockOutput.RESIDUAL, BlockOutput.KEYS, BlockOutput.VALUES));

    private final ModelShape shape;
    private final Blocks blocks;
    private final NotFinite notFinite;

    /// @param notFinite finds out why a block gives numbers that are none
    public ForwardPass(Blocks blocks, NotFinite notFinite) {
        this.shape = blocks.shape();
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
    /// @param known streams of other tokens of the same model; the longest common prefix is not run again. Not modified.
    /// @return the caller's to close; `known` itself if its tokens are the same
    /// @throws UnusableInputException if there are no tokens, too many, one outside the vocabulary, or a block gives NaN or infinity
    public Residuals run(TokenSequence tokens, Optional<Residuals> known, Cancellation cancellation, Listener listener) {
        check(tokens);
        if (known.isPresent() && known.get().tokens().equals(tokens)) {
            return known.get();
        }
        return run(tokens, known, Edits.NONE, cancellation, listener);
    }

    /// The stream of one layer: only the blocks below it run.
    ///
    /// @param layer from 0 to L
    /// @param memory in which it is made
    /// @return [T, d]
    /// @throws UnusableInputException as [#run]
    public FloatTensor layer(TokenSequence tokens, int layer, TensorMemory memory, Cancellation cancellation) {
        check(tokens);
        FloatTensor stream = memory.zeros(tokens.length(), shape.width());
        try (TensorMemory scratch = new TensorMemory()) {
            Blocks.Pass pass = blocks.pass(tokens, 0, scratch);
            advance(stream, pass.embed(scratch, cancellation), NotFinite.OUTSIDE);
            for (int block = 0; block < layer; block++) {
                try (TensorMemory step = new TensorMemory()) {
                    advance(stream, pass.run(block, BlockEdits.NONE, stream, blocks.empty(), STREAM, step, cancellation).get(BlockOutput.RESIDUAL), block);
                }
            }
        }
        return stream;
    }

    private void advance(FloatTensor stream, FloatTensor by, int block) {
        notFinite.check(block, 0, by);
        stream.copyFrom(by, 0, 0, by.elements());
    }

    /// Goes on with a text under edits: new tokens run alone behind what is known.
    ///
    /// @param known the stream of earlier tokens under the same edits; the longest common prefix is not run again. Not modified.
    /// @param edits of every block and layer; those of layers are [local][StreamEdit#isLocal]
    /// @return the caller's to close; `known` itself if its tokens are the same
    /// @throws UnusableInputException as [#run]
    public Residuals goOn(TokenSequence tokens, Residuals known, Edits edits, Cancellation cancellation) {
        check(tokens);
        return known.tokens().equals(tokens) ? known : run(tokens, Optional.of(known), edits, cancellation, Listener.NONE);
    }

    private Residuals run(TokenSequence tokens, Optional<Residuals> known, Edits edits, Cancellation cancellation, Listener listener) {
        TensorMemory memory = new TensorMemory();
        try (TensorMemory scratch = new TensorMemory()) {
            return run(tokens, known, edits, memory, scratch, cancellation, listener);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /// @param memory for what is kept
    /// @param scratch for what is needed on the way only
    private Residuals run(
            TokenSequence tokens,
            Optional<Residuals> known,
            Edits edits,
            TensorMemory memory,
            TensorMemory scratch,
            Cancellation cancellation,
            Listener listener) {
        int first = known.filter(residuals -> blocks.resumes() && blocks.holdsAcross(residuals.tokens().length(), tokens.length()))
                .map(residuals -> residuals.tokens().commonPrefix(tokens))
                .orElse(0);
        boolean nothingNew = first == tokens.length();
        Blocks.Pass pass = blocks.pass(tokens, first, scratch);
        List<FloatTensor> layers = new ArrayList<>();
        List<KeyValues> cache = new ArrayList<>();
        TensorMemory forPast = nothingNew ? memory : scratch;
        FloatTensor stream = nothingNew ? memory.zeros(0, shape.width()) : pass.embed(memory, cancellation);
        notFinite.check(NotFinite.OUTSIDE, first, stream);
        stream = EditedStream.from(first, stream, edits.at(0), memory);
        layers.add(extended(known, 0, first, stream, memory));
        for (int block = 0; block < shape.layers(); block++) {
            int b = block;
            KeyValues past = first == 0 ? blocks.empty() : known.map(k -> k.cache().get(b).prefix(first, forPast)).orElseThrow();
            if (nothingNew) {
                cache.add(past);
            } else {
                stream = step(pass, block, edits.of(block), first, stream, past, cache, memory, cancellation);
                stream = EditedStream.from(first, stream, edits.at(block + 1), memory);
            }
            layers.add(extended(known, block + 1, first, stream, memory));
            listener.blockDone(block, shape.layers());
        }
        return new Residuals(tokens, layers, cache, List.of(memory));
    }

    /// Puts another stream in the place of one layer and runs what is above it. Everything below is shared with `base`.
    ///
    /// @param base a finished pass
    /// @param layer from 0 to L
    /// @param replacement [T, d], the new stream at that layer, for as long as the result is used. Not modified.
    /// @return the caller's to close
    public Residuals replace(Residuals base, int layer, FloatTensor replacement, Cancellation cancellation, Listener listener) {
        return above(base, layer, replacement, Edits.NONE, cancellation, listener);
    }

    /// Runs the tokens of a finished pass again with edits. Everything below the first change is shared with `base`.
    ///
    /// @param base a finished pass without edits
    /// @param firstBlock the first block that runs otherwise, or that reads a changed stream; L if only the output changes
    /// @param edits of every block and layer
    /// @return the caller's to close
    public Residuals edited(Residuals base, int firstBlock, Edits edits, Cancellation cancellation, Listener listener) {
        return above(base, firstBlock, base.layer(firstBlock), edits, cancellation, listener);
    }

    private Residuals above(
            Residuals base, int layer, FloatTensor replacement, Edits edits, Cancellation cancellation, Listener listener) {
        List<FloatTensor> layers = new ArrayList<>(base.layers().subList(0, layer));
        List<KeyValues> cache = new ArrayList<>(base.cache().subList(0, layer));
        TensorMemory memory = new TensorMemory();
        try (TensorMemory scratch = new TensorMemory()) {
            Blocks.Pass pass = blocks.pass(base.tokens(), 0, scratch);
            List<Integer> lengths = List.of(base.tokens().length());
            FloatTensor stream = EditedStream.of(replacement, edits.at(layer), lengths, memory);
            layers.add(stream);
            for (int block = layer; block < shape.layers(); block++) {
                stream = step(pass, block, edits.of(block), 0, stream, blocks.empty(), cache, memory, cancellation);
                stream = EditedStream.of(stream, edits.at(block + 1), lengths, memory);
                layers.add(stream);
                listener.blockDone(block, shape.layers());
            }
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
        List<TensorMemory> all = new ArrayList<>(base.memory().stream().map(TensorMemory::share).toList());
        all.add(memory);
        return new Residuals(base.tokens(), layers, cache, all);
    }

    /// Runs one block on its way up.
    ///
    /// @param first the first position of the pass
    /// @param cache Modified: the block's keys and values are added, where blocks can start behind them.
    /// @return the stream that leaves it
    private FloatTensor step(
            Blocks.Pass pass,
            int block,
            BlockEdits edits,
            int first,
            FloatTensor stream,
            KeyValues past,
            List<KeyValues> cache,
            TensorMemory memory,
            Cancellation cancellation) {
        Set<BlockOutput> wanted = blocks.resumes() ? STREAM_AND_CACHE : STREAM;
        BlockTensors outputs = pass.run(block, edits, stream, past, wanted, memory, cancellation);
        FloatTensor out = outputs.get(BlockOutput.RESIDUAL);
        notFinite.check(block, first, out);
        cache.add(blocks.resumes() ? new KeyValues(outputs.get(BlockOutput.KEYS), outputs.get(BlockOutput.VALUES)) : blocks.empty());
        return out;
    }

    /// Looks inside one block of a finished pass without edits by running it once more.
    ///
    /// @param wanted which of its tensors
    /// @param memory in which they are made
    public BlockTensors inside(Residuals residuals, int block, Set<BlockOutput> wanted, TensorMemory memory, Cancellation cancellation) {
        return inside(residuals, block, Edits.NONE, wanted, memory, cancellation);
    }

    /// Looks inside one block of a finished pass by running it once more.
    ///
    /// @param edits with which the pass ran
    /// @param wanted which of its tensors
    /// @param memory in which they are made
    public BlockTensors inside(
            Residuals residuals, int block, Edits edits, Set<BlockOutput> wanted, TensorMemory memory, Cancellation cancellation) {
        Blocks.Pass pass = blocks.pass(residuals.tokens(), 0, memory);
        return pass.run(block, edits.of(block), residuals.layer(block), blocks.empty(), wanted, memory, cancellation);
    }

    /// @throws UnusableInputException D-201 if there are no tokens, too many, or one outside the vocabulary
    public void check(TokenSequence tokens) {
        if (tokens.length() == 0) {
            throw new UnusableInputException("D-201", "The prompt is empty. Type at least one token.");
        }
        if (tokens.length() > shape.context()) {
            throw new UnusableInputException("D-201", "The prompt has " + tokens.length() + " tokens; the model takes "
                    + shape.context() + ". Shorten it by " + (tokens.length() - shape.context()) + ".");
        }
        for (int position = 0; position < tokens.length(); position++) {
            int id = tokens.id(position);
            if (id < 0 || id >= shape.vocabulary()) {
                throw new UnusableInputException("D-201", "Token id " + id + " at position " + position + " is outside the vocabulary; ids go from 0 to "
                        + (shape.vocabulary() - 1) + ".");
            }
        }
    }

    /// The stream of all positions: the known ones first.
    private FloatTensor extended(Optional<Residuals> known, int layer, int first, FloatTensor stream, TensorMemory memory) {
        if (first == 0) {
            return stream;
        }
        long width = shape.width();
        FloatTensor all = memory.zeros(first + stream.size(0), width);
        all.copyFrom(known.orElseThrow().layer(layer), 0, 0, first * width);
        all.copyFrom(stream, 0, first * width, stream.elements());
        return all;
    }
}
