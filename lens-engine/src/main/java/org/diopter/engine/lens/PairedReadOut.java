package org.diopter.engine.lens;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// Reads a stream through two lenses at once, cell by cell, for what a difference of two trajectories cannot tell.
///
/// @param threads among which the cells of a block are shared out
public record PairedReadOut(ModelShape shape, ReadOut readOut, int threads) {
    /// Of each lens: small, since the pages are fresh ones.
    private static final long LOGIT_BYTES = 16L << 20;

    /// Reads.
    ///
    /// @param first nothing for the logit lens
    /// @param second nothing for the logit lens
    /// @param layers ascending; both lenses read layer L as the model does, so nothing differs there
    /// @param positions in the order in which they are wanted
    /// @param listener hears of every block of columns
    public LensDifference read(
            Residuals residuals,
            Optional<OpenLens> first,
            Optional<OpenLens> second,
            int[] layers,
            List<Integer> positions,
            Cancellation cancellation,
            Consumer<LensDifference> listener) {
        LensDifference.Cells cells = new LensDifference.Cells(layers.length, residuals.tokens().length());
        BitSet known = new BitSet();
        int fitting = Math.clamp(LOGIT_BYTES / ((long) shape.vocabulary() * Float.BYTES), 1, positions.size());
        try (TensorMemory memory = new TensorMemory()) {
            Block block = new Block(
                    memory.zeros(fitting, shape.width()),
                    memory.zeros(fitting, shape.vocabulary()),
                    memory.zeros(fitting, shape.vocabulary()));
            for (int from = 0; from < positions.size(); from += fitting) {
                List<Integer> wanted = positions.subList(from, Math.min(positions.size(), from + fitting));
                for (int row = 0; row < layers.length && layers[row] < residuals.lastLayer(); row++) {
                    block.gather(residuals.layer(layers[row]), wanted);
                    FloatTensor states = block.states().firstRows(wanted.size());
                    readOut.logits(first, layers[row], states, block.first().firstRows(wanted.size()), cancellation);
                    readOut.logits(second, layers[row], states, block.second().firstRows(wanted.size()), cancellation);
                    compare(block, wanted, row, cells, cancellation);
                }
                wanted.forEach(known::set);
                listener.accept(new LensDifference((BitSet) known.clone(), cells));
            }
        }
        return new LensDifference(known, cells);
    }

    /// Memory for one layer at some positions.
    ///
    /// @param states [n, d]
    /// @param first [n, V]
    /// @param second [n, V]
    private record Block(FloatTensor states, FloatTensor first, FloatTensor second) {
        void gather(FloatTensor layer, List<Integer> positions) {
            long width = states.rowLength();
            for (int i = 0; i < positions.size(); i++) {
                states.copyFrom(layer, positions.get(i) * width, i * width, width);
            }
        }
    }

    /// @param into Modified.
    private void compare(Block block, List<Integer> positions, int row, LensDifference.Cells into, Cancellation cancellation) {
        Logits q = new Logits(block.first().segment(), shape.vocabulary());
        Logits r = new Logits(block.second().segment(), shape.vocabulary());
        int share = Math.max(1, Math.ceilDiv(positions.size(), threads));
        List<Integer> starts = IntStream.iterate(0, from -> from < positions.size(), from -> from + share).boxed().toList();
        starts.parallelStream().forEach(from -> {
            PairReader reader = new PairReader(shape.vocabulary());
            for (int i = from; i < Math.min(from + share, positions.size()); i++) {
                cancellation.throwIfCancelled();
                reader.read(q, i, r, i, row, positions.get(i), into);
            }
        });
    }
}
