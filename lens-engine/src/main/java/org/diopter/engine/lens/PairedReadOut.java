package org.diopter.engine.lens;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// Reads two streams of equal length at once, or one through two lenses, cell by cell, for what a difference of two trajectories cannot tell. The streams may
/// be of two models of one vocabulary; of models of different depth as many layers of each are read.
///
/// @param vocabulary how many tokens both know
/// @param threads among which the cells of a block are shared out
public record PairedReadOut(int vocabulary, int threads) {
    /// Of each lens: small, since the pages are fresh ones.
    private static final long LOGIT_BYTES = 16L << 20;

    /// What is read.
    ///
    /// @param lens nothing for the logit lens; layer L is read without
    /// @param readOut of the model that the stream is of
    /// @param layers to be read, ascending: as many as of the other side
    public record Side(Residuals residuals, Optional<OpenLens> lens, ReadOut readOut, List<Integer> layers) {
        public Side {
            layers = List.copyOf(layers);
        }

        FloatTensor state(int row) {
            return residuals.layer(layers.get(row));
        }

        boolean isOutput(int row) {
            return layers.get(row) == residuals.lastLayer();
        }
    }

    /// Reads. Where both sides have the same state, to the last bit, and read it in the same way (below an edit, before the first eviction, at layer L of two
    /// lenses), nothing is computed, since nothing differs.
    ///
    /// @param positions in the order in which they are wanted
    /// @param listener hears of every block of columns
    public LensDifference read(
            Side first,
            Side second,
            List<Integer> positions,
            Cancellation cancellation,
            Consumer<LensDifference> listener) {
        LensDifference.Cells cells = new LensDifference.Cells(first.layers().size(), first.residuals().tokens().length());
        BitSet known = new BitSet();
        int fitting = Math.clamp(LOGIT_BYTES / ((long) vocabulary * Float.BYTES), 1, positions.size());
        try (TensorMemory memory = new TensorMemory()) {
            Block block = new Block(
                    memory.zeros(fitting, first.state(0).rowLength()),
                    memory.zeros(fitting, second.state(0).rowLength()),
                    memory.zeros(fitting, vocabulary),
                    memory.zeros(fitting, vocabulary));
            for (int from = 0; from < positions.size(); from += fitting) {
                List<Integer> wanted = positions.subList(from, Math.min(positions.size(), from + fitting));
                for (int row = 0; row < first.layers().size(); row++) {
                    List<Integer> different = different(first, second, row, wanted);
                    if (!different.isEmpty()) {
                        Block.read(first, row, different, block.firstStates(), block.first(), cancellation);
                        Block.read(second, row, different, block.secondStates(), block.second(), cancellation);
                        compare(block, different, row, cells, cancellation);
                    }
                }
                wanted.forEach(known::set);
                listener.accept(new LensDifference((BitSet) known.clone(), cells));
            }
        }
        return new LensDifference(known, cells);
    }

    /// Those of some positions at which there may be a difference.
    private static List<Integer> different(Side first, Side second, int row, List<Integer> positions) {
        boolean sameLens = first.isOutput(row) || first.lens().equals(second.lens());
        if (!sameLens || !first.readOut().equals(second.readOut())) {
            return positions;
        }
        FloatTensor one = first.state(row);
        FloatTensor other = second.state(row);
        return one.equals(other) ? List.of() : positions.stream().filter(position -> !one.hasRowOf(other, position)).toList();
    }

    /// Memory for one layer at some positions.
    ///
    /// @param firstStates [n, d] of the first model
    /// @param secondStates [n, d] of the second
    /// @param first [n, V]
    /// @param second [n, V]
    private record Block(FloatTensor firstStates, FloatTensor secondStates, FloatTensor first, FloatTensor second) {
        /// @param states Modified: scratch.
        /// @param into Modified.
        static void read(Side side, int row, List<Integer> positions, FloatTensor states, FloatTensor into, Cancellation cancellation) {
            long width = states.rowLength();
            for (int i = 0; i < positions.size(); i++) {
                states.copyFrom(side.state(row), positions.get(i) * width, i * width, width);
            }
            side.readOut().logits(side.lens(), side.layers().get(row), states.firstRows(positions.size()), into.firstRows(positions.size()), cancellation);
        }
    }

    /// @param into Modified.
    private void compare(Block block, List<Integer> positions, int row, LensDifference.Cells into, Cancellation cancellation) {
        Logits q = new Logits(block.first().segment(), vocabulary);
        Logits r = new Logits(block.second().segment(), vocabulary);
        int share = Math.max(1, Math.ceilDiv(positions.size(), threads));
        List<Integer> starts = IntStream.iterate(0, from -> from < positions.size(), from -> from + share).boxed().toList();
        starts.parallelStream().forEach(from -> {
            PairReader reader = new PairReader(vocabulary);
            for (int i = from; i < Math.min(from + share, positions.size()); i++) {
                cancellation.throwIfCancelled();
                reader.read(q, i, r, i, row, positions.get(i), into);
            }
        });
    }
}
