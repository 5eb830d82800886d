package org.diopter.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.forward.Pack;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.laser.EditedMatrices;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Opening;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// How well a model continues a text, as it is or edited. What lies below an edited block runs once. Not safe for several threads.
public final class TextLoss implements AutoCloseable {
    private static final int PACK_TOKENS = 256;
    private static final int TIMES = 7;

    private final Parts parts;
    private final TokenScores scores;
    private final List<Pack> packs;
    private final KeptStreams streams;
    private final Turns turns;

    /// What of an open model is needed.
    public record Parts(ModelShape shape, PackedPass pass, ReadOut readOut, EditedMatrices edits) {}

    /// @param sequences of the text; the first token of each is not predicted
    /// @param maxStreamBytes what the streams kept between two edits may hold
    /// @param turns where its steps run
    /// @throws UnusableInputException D-206 if no token can be predicted
    public TextLoss(Parts parts, List<TokenSequence> sequences, long maxStreamBytes, Turns turns, Progress progress) {
        List<TokenSequence> read = sequences.stream().filter(sequence -> sequence.length() > 1).toList();
        if (read.isEmpty()) {
            throw new UnusableInputException("D-206", "The text has no two tokens in a row: there is nothing to predict.");
        }
        this.parts = parts;
        this.turns = turns;
        this.packs = Pack.of(read, PACK_TOKENS);
        try (Opening opening = new Opening()) {
            this.scores = opening.with(new TokenScores(parts.readOut(), parts.shape().vocabulary()), TokenScores::close);
            this.streams = KeptStreams.run(parts.pass(), packs, parts.shape().width(), maxStreamBytes, turns, progress);
            opening.done();
        }
    }

    /// How many tokens are predicted.
    public long tokens() {
        return packs.stream().mapToLong(pack -> pack.tokens() - pack.texts().size()).sum();
    }

    /// The mean of −log p over the tokens that are predicted, in nats; its exponential is the perplexity.
    public double mean(EditStack stack, Progress progress) {
        int firstBlock = stack.firstBlock(parts.pass().lastLayer());
        double sum = 0;
        try (CompiledEdits edits = turns.take(progress, _ -> parts.edits().compile(stack, progress))) {
            for (int p = 0; p < packs.size(); p++) {
                int pack = p;
                sum += turns.take(progress, stop -> loss(pack, firstBlock, edits, stop));
            }
        }
        return sum / tokens();
    }

    private double loss(int pack, int firstBlock, CompiledEdits edits, Cancellation cancellation) {
        try (TensorMemory scratch = new TensorMemory()) {
            FloatTensor entering = streams.at(pack, firstBlock, scratch, cancellation);
            FloatTensor leaving = parts.pass().run(packs.get(pack), entering, firstBlock, parts.pass().lastLayer(), edits, scratch, cancellation);
            return loss(packs.get(pack), leaving, cancellation);
        }
    }

    private double loss(Pack pack, FloatTensor leaving, Cancellation cancellation) {
        List<int[]> next = new ArrayList<>();
        for (TokenSequence text : pack.texts()) {
            int[] ids = text.toArray();
            IntStream.range(0, ids.length).forEach(i -> next.add(i + 1 < ids.length ? new int[] {ids[i + 1]} : new int[0]));
        }
        TokenScores.RowScores[] read = scores.read(leaving, next.toArray(int[][]::new), cancellation);
        return -Arrays.stream(read).mapToDouble(row -> Arrays.stream(row.logProbabilities()).sum()).sum();
    }

    /// How long a block takes for about 256 tokens.
    ///
    /// @param asItIs with the model's own matrices, in milliseconds: the median of seven runs
    /// @param edited likewise
    public record BlockTime(double asItIs, double edited) {}

    /// Times a block as it is and edited.
    public BlockTime time(EditStack stack, int block, Progress progress) {
        return turns.take(progress, stop -> timed(stack, block, progress, stop));
    }

    private BlockTime timed(EditStack stack, int block, Progress progress, Cancellation cancellation) {
        try (CompiledEdits edits = parts.edits().compile(stack, progress);
                TensorMemory memory = new TensorMemory()) {
            FloatTensor entering = streams.at(0, block, memory, cancellation);
            return new BlockTime(
                    median(() -> nanos(entering, block, Edits.NONE, cancellation)), median(() -> nanos(entering, block, edits, cancellation)));
        }
    }

    private long nanos(FloatTensor entering, int block, Edits edits, Cancellation cancellation) {
        try (TensorMemory scratch = new TensorMemory()) {
            long start = System.nanoTime();
            parts.pass().run(packs.getFirst(), entering, block, block + 1, edits, scratch, cancellation);
            return System.nanoTime() - start;
        }
    }

    /// The first run is not counted.
    private static double median(LongSupplier nanos) {
        long[] times = IntStream.rangeClosed(0, TIMES).mapToLong(i -> nanos.getAsLong()).skip(1).sorted().toArray();
        return times[TIMES / 2] / 1e6;
    }

    @Override
    public void close() {
        streams.close();
        scores.close();
    }
}
