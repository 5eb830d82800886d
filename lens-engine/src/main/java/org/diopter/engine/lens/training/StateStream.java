package org.diopter.engine.lens.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// Batches of states: the stream of all layers at sampled positions of a text. Which, a seed and the number of the batch alone decide, so a training can go
/// on in another process.
///
/// @param sequences read over and over, each time in another order
/// @param perBatch how many sequences make a batch
/// @param share of a sequence's positions that is taken
record StateStream(ForwardPass forward, int layers, int width, List<TokenSequence> sequences, int perBatch, double share, long seed) {

    /// @param memory in which the states are made
    StateBatch batch(int number, TensorMemory memory, Cancellation cancellation) {
        return part(number, 0, perBatch, memory, cancellation);
    }

    /// The states of sequences `first` to `end` − 1 of a batch that is too large to be held whole.
    ///
    /// @param memory in which the states are made
    StateBatch part(int number, int first, int end, TensorMemory memory, Cancellation cancellation) {
        List<TokenSequence> chosen = new ArrayList<>();
        List<int[]> positions = new ArrayList<>();
        int rows = 0;
        for (int i = first; i < end; i++) {
            long index = (long) number * perBatch + i;
            TokenSequence sequence = sequence(index);
            int[] sampled = positions(sequence.length(), index);
            chosen.add(sequence);
            positions.add(sampled);
            rows += sampled.length;
        }
        StateBatch batch = StateBatch.empty(layers, rows, width, memory);
        int row = 0;
        for (int i = 0; i < chosen.size(); i++) {
            try (Residuals residuals = forward.run(chosen.get(i), Optional.empty(), cancellation, ForwardPass.Listener.NONE)) {
                batch.take(residuals, positions.get(i), row);
            }
            row += positions.get(i).length;
        }
        return batch;
    }

    /// So many sequences of a batch are held at a time that their states take about so many bytes, or one sequence.
    int perPart(long bytes) {
        double length = sequences.stream().mapToInt(TokenSequence::length).average().orElse(1);
        double each = (layers + 1.0) * width * Float.BYTES * Math.max(1, share * length);
        return Math.clamp((long) (bytes / each), 1, perBatch);
    }

    private TokenSequence sequence(long index) {
        int count = sequences.size();
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(order, new Random(seed + 31 * (index / count)));
        return sequences.get(order.get((int) (index % count)));
    }

    private int[] positions(int length, long index) {
        int count = Math.clamp((long) Math.ceil(share * length), 1, length);
        if (count == length) {
            return IntStream.range(0, length).toArray();
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, length).boxed().toList());
        Collections.shuffle(order, new Random(seed ^ (index * 0x9E3779B97F4A7C15L)));
        int[] chosen = order.subList(0, count).stream().mapToInt(Integer::intValue).toArray();
        Arrays.sort(chosen);
        return chosen;
    }

    /// The stream at some positions.
    ///
    /// @param layers one tensor [n, d] a layer, 0 … L
    record StateBatch(List<FloatTensor> layers) {
        static StateBatch empty(int last, int rows, int width, TensorMemory memory) {
            return new StateBatch(IntStream.rangeClosed(0, last).mapToObj(layer -> memory.zeros(rows, width)).toList());
        }

        private void take(Residuals residuals, int[] positions, int firstRow) {
            for (int layer = 0; layer < layers.size(); layer++) {
                FloatTensor into = layers.get(layer);
                long width = into.rowLength();
                for (int i = 0; i < positions.length; i++) {
                    into.copyFrom(residuals.layer(layer), positions[i] * width, (firstRow + i) * width, width);
                }
            }
        }

        int rows() {
            return (int) layers.getFirst().size(0);
        }

        FloatTensor output() {
            return layers.getLast();
        }
    }
}
