package org.diopter.engine.lens.judging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.lens.OpenLens;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.judging.LensEvaluation.LayerScores;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// Judges lenses of one model over a text, exactly over the whole vocabulary.
///
/// @param threads among which rows are shared out
public record LensJudge(ModelShape shape, ForwardPass forward, ReadOut readOut, int threads) {
    private static final long LOGIT_BYTES = 64L << 20;

    /// Scores of the lens and of the logit lens at every layer below the output.
    ///
    /// @param bytes UTF-8 bytes of the tokens that are predicted, or nothing where they are not known
    /// @param progress gets sequences
    public LensEvaluation evaluate(
            OpenLens lens, List<TokenSequence> sequences, OptionalLong bytes, Progress progress, Cancellation cancellation) {
        List<Tally> tuned = tallies();
        List<Tally> logit = tallies();
        Tally output = new Tally(shape.vocabulary());
        long done = 0;
        for (TokenSequence sequence : sequences) {
            progress.throwIfCancelled();
            eachBlock(sequence, cancellation, block -> {
                block.tally(Optional.empty(), shape.layers(), output);
                for (int layer = 0; layer < shape.layers(); layer++) {
                    progress.throwIfCancelled();
                    block.tally(Optional.of(lens), layer, tuned.get(layer));
                    block.tally(Optional.empty(), layer, logit.get(layer));
                }
            });
            done++;
            progress.items(done, sequences.size());
        }
        List<LayerScores> layers = IntStream.range(0, shape.layers())
                .mapToObj(layer -> new LayerScores(layer, tuned.get(layer).scores(output), logit.get(layer).scores(output)))
                .toList();
        OptionalDouble bitsPerByte = bytes.isPresent() && bytes.getAsLong() > 0
                ? OptionalDouble.of(output.predicted() / (double) bytes.getAsLong() / Math.log(2))
                : OptionalDouble.empty();
        return new LensEvaluation(layers, output.scores(output), output.positions(), output.predicted(), bitsPerByte);
    }

    private List<Tally> tallies() {
        return IntStream.range(0, shape.layers()).mapToObj(layer -> new Tally(shape.vocabulary())).toList();
    }

    /// What each translator does on the states of every layer: as many products as there are pairs of layers, so for short texts.
    ///
    /// @param progress gets sequences
    public TransferPenalties transfer(OpenLens lens, List<TokenSequence> sequences, Progress progress, Cancellation cancellation) {
        int layers = shape.layers();
        TransferSums sums = new TransferSums(layers);
        long done = 0;
        for (TokenSequence sequence : sequences) {
            progress.throwIfCancelled();
            eachBlock(sequence, cancellation, block -> {
                for (int state = 0; state < layers; state++) {
                    FloatTensor own = block.logits(Optional.of(lens), state, state, 1);
                    for (int translator = 0; translator < layers; translator++) {
                        progress.throwIfCancelled();
                        FloatTensor transferred = block.logits(Optional.of(lens), translator, state, 2);
                        block.compare(own, transferred, sums, translator, state);
                    }
                }
            });
            done++;
            progress.items(done, sequences.size());
        }
        return sums.penalties();
    }

    @FunctionalInterface
    private interface BlockWork {
        void run(Block block);
    }

    private void eachBlock(TokenSequence sequence, Cancellation cancellation, BlockWork work) {
        int fitting = Math.clamp(LOGIT_BYTES / ((long) shape.vocabulary() * Float.BYTES), 1, sequence.length());
        try (TensorMemory memory = new TensorMemory();
                Residuals residuals = forward.run(sequence, Optional.empty(), cancellation, ForwardPass.Listener.NONE)) {
            List<FloatTensor> rooms = IntStream.range(0, 3).mapToObj(i -> memory.zeros(fitting, shape.vocabulary())).toList();
            for (int from = 0; from < sequence.length(); from += fitting) {
                int count = Math.min(fitting, sequence.length() - from);
                Block block = new Block(this, residuals, from, count, rooms, cancellation);
                block.logits(Optional.empty(), shape.layers(), shape.layers(), 0);
                work.run(block);
            }
        }
    }

    /// Some positions of one sequence.
    ///
    /// @param rooms memory for three times the logits of these positions: the output's first
    private record Block(LensJudge judge, Residuals residuals, int from, int count, List<FloatTensor> rooms, Cancellation cancellation) {

        FloatTensor logits(Optional<OpenLens> lens, int translator, int state, int room) {
            FloatTensor into = rooms.get(room).firstRows(count);
            judge.readOut.logits(lens, translator, residuals.layer(state).rows(from, count), into, cancellation);
            return into;
        }

        /// @param into Modified: these positions are added.
        void tally(Optional<OpenLens> lens, int layer, Tally into) {
            FloatTensor q = logits(lens, layer, layer, 1);
            FloatTensor p = rooms.getFirst();
            int vocabulary = judge.shape.vocabulary();
            judge.share(count, (first, last) -> {
                Tally part = new Tally(vocabulary);
                RowDistribution atLayer = new RowDistribution(vocabulary);
                RowDistribution atOutput = new RowDistribution(vocabulary);
                for (int row = first; row < last; row++) {
                    atLayer.load(q, row);
                    atOutput.load(p, row);
                    part.add(atLayer, atOutput, next(row));
                }
                return part;
            }).forEach(into::add);
        }

        /// @param into Modified: these positions are added.
        void compare(FloatTensor own, FloatTensor transferred, TransferSums into, int translator, int state) {
            int vocabulary = judge.shape.vocabulary();
            judge.share(count, (first, last) -> {
                TransferSums part = new TransferSums(judge.shape.layers());
                RowDistribution q = new RowDistribution(vocabulary);
                RowDistribution reference = new RowDistribution(vocabulary);
                for (int row = first; row < last; row++) {
                    q.load(transferred, row);
                    reference.load(rooms.getFirst(), row);
                    double toFinal = q.divergenceFrom(reference);
                    reference.load(own, row);
                    part.add(translator, state, q, toFinal, q.divergenceFrom(reference), next(row));
                }
                return part;
            }).forEach(into::add);
        }

        private int next(int row) {
            int position = from + row + 1;
            return position < residuals.tokens().length() ? residuals.tokens().id(position) : -1;
        }
    }

    @FunctionalInterface
    private interface Share<T> {
        T of(int from, int to);
    }

    /// Shares rows out; results come in the order of the rows, so that sums do not depend on which thread is first.
    private <T> List<T> share(int rows, Share<T> work) {
        int each = Math.max(1, Math.ceilDiv(rows, threads));
        List<Supplier<T>> tasks = new ArrayList<>();
        for (int from = 0; from < rows; from += each) {
            int first = from;
            tasks.add(() -> work.of(first, Math.min(rows, first + each)));
        }
        return tasks.parallelStream().map(Supplier::get).toList();
    }
}
