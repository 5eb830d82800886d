package org.diopter.engine.lens.training;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// How far a walk over the rows of some sequences has come that adds up a divergence of each layer. It goes chunk by chunk of rows, in each from layer to layer;
/// after every layer it stands at a place from which it can go on, in another process too, to the same sums.
///
/// Sequences come in parts whose states are held together; a part is walked from its beginning to its end, see [#over].
final class LayerWalk {
    private final double[] sums;
    private int sequence;
    private long before;
    private int row;
    private int layer;
    private int chunk;

    LayerWalk(int layers) {
        this(new double[layers], 0, 0, 0, 0);
    }

    private LayerWalk(double[] sums, int sequence, long before, int row, int layer) {
        this.sums = sums;
        this.sequence = sequence;
        this.before = before;
        this.row = row;
        this.layer = layer;
    }

    /// The value of each layer at some rows. What layers share is made when it is opened.
    interface Chunk extends AutoCloseable {
        /// @param layer its index among those that are walked over
        /// @return Σ divergence of the rows
        double of(int layer);

        @Override
        default void close() {}
    }

    /// Opens chunks of a part.
    @FunctionalInterface
    interface Chunks {
        /// @param from first row in the part
        /// @param count of rows
        Chunk open(int from, int count);
    }

    /// Walks on to the end of the part that begins at [#sequence()].
    ///
    /// @param rows of the part
    /// @param atOnce rows of a chunk; it must be the same wherever the walk goes on
    /// @param goesOn asked after every layer
    /// @return whether the end was reached
    boolean over(int rows, int atOnce, Chunks chunks, BooleanSupplier goesOn) {
        for (; row < rows; row += atOnce, layer = 0) {
            chunk = Math.min(atOnce, rows - row);
            try (Chunk values = chunks.open(row, chunk)) {
                while (layer < sums.length) {
                    sums[layer] += values.of(layer);
                    layer++;
                    if (!goesOn.getAsBoolean()) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /// Steps behind a part that was walked over.
    ///
    /// @param nextSequence where the next part begins
    void nextPart(int nextSequence, int rows) {
        sequence = nextSequence;
        before += rows;
        row = 0;
        layer = 0;
    }

    /// Whether any sum has begun.
    boolean begun() {
        return before > 0 || row > 0 || layer > 0;
    }

    /// The first sequence of the part that is walked over.
    int sequence() {
        return sequence;
    }

    /// Rows of the parts behind.
    long before() {
        return before;
    }

    /// Rows that are done, those of the present chunk by the share of their layers.
    double rows() {
        return before + row + (double) chunk * layer / sums.length;
    }

    /// The mean of each layer over the rows of the parts behind.
    double[] means() {
        return Arrays.stream(sums).map(sum -> sum / before).toArray();
    }

    /// Everything as numbers, for [#of].
    double[] toNumbers() {
        double[] numbers = new double[4 + sums.length];
        numbers[0] = sequence;
        numbers[1] = before;
        numbers[2] = row;
        numbers[3] = layer;
        System.arraycopy(sums, 0, numbers, 4, sums.length);
        return numbers;
    }

    /// @throws IllegalArgumentException if these are not the numbers of a walk over so many layers
    static LayerWalk of(double[] numbers, int layers) {
        if (numbers.length != 4 + layers) {
            throw new IllegalArgumentException("a walk of %d numbers over %d layers".formatted(numbers.length, layers));
        }
        return new LayerWalk(Arrays.copyOfRange(numbers, 4, numbers.length), (int) numbers[0], (long) numbers[1], (int) numbers[2], (int) numbers[3]);
    }
}
