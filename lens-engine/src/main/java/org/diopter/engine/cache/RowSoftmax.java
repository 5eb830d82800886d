package org.diopter.engine.cache;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.diopter.engine.math.ChunkMath;
import org.diopter.engine.runtime.FloatTensor;

/// Softmax of rows of scores. An instance owns scratch arrays: one a thread.
final class RowSoftmax {
    /// Below every score; its exponential is cleared.
    private static final float FILL = -1e30f;

    private final ChunkMath math = new ChunkMath();
    private final float[] scores = new float[ChunkMath.SIZE];
    private final float[] exponentials = new float[ChunkMath.SIZE];
    private float[] row = new float[0];
    private float largest;
    private double sum;

    /// @param index row-major index of the row's first score
    /// @param count of scores
    /// @param probabilities Modified: the first `count`.
    void read(FloatTensor tensor, long index, int count, float[] probabilities) {
        if (row.length < count) {
            row = new float[count];
        }
        MemorySegment.copy(tensor.segment(), ValueLayout.JAVA_FLOAT, index * Float.BYTES, row, 0, count);
        float max = row[0];
        for (int i = 1; i < count; i++) {
            max = Math.max(max, row[i]);
        }
        double total = 0;
        for (int at = 0; at < count; at += ChunkMath.SIZE) {
            int length = Math.min(ChunkMath.SIZE, count - at);
            System.arraycopy(row, at, scores, 0, length);
            Arrays.fill(scores, length, ChunkMath.SIZE, FILL);
            math.exp(scores, max, exponentials);
            Arrays.fill(exponentials, length, ChunkMath.SIZE, 0);
            total += ChunkMath.sum(exponentials);
            System.arraycopy(exponentials, 0, probabilities, at, length);
        }
        float factor = (float) (1 / total);
        for (int i = 0; i < count; i++) {
            probabilities[i] *= factor;
        }
        largest = max;
        sum = total;
    }

    /// What e to the power of a score is multiplied by to become its probability, in the row read last.
    double factor() {
        return Math.exp(-largest) / sum;
    }

    /// The scores of the row read last.
    float[] scores() {
        return row;
    }
}
