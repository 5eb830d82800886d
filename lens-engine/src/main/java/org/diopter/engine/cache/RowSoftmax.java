package org.diopter.engine.cache;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.diopter.engine.math.ChunkMath;
import org.diopter.engine.runtime.FloatTensor;

/// Softmax of rows of scores. An instance owns scratch arrays: one a thread.
final class RowSoftmax {
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
            row = new float[2 * count];
        }
        MemorySegment.copy(tensor.segment(), ValueLayout.JAVA_FLOAT, index * Float.BYTES, row, 0, count);
        float max = largest(row, count);
        double total = 0;
        for (int at = 0; at < count; at += ChunkMath.SIZE) {
            int length = Math.min(ChunkMath.SIZE, count - at);
            System.arraycopy(row, at, scores, 0, length);
            math.exp(scores, length, max, exponentials);
            total += sum(exponentials, length);
            System.arraycopy(exponentials, 0, probabilities, at, length);
        }
        float factor = (float) (1 / total);
        for (int i = 0; i < count; i++) {
            probabilities[i] *= factor;
        }
        largest = max;
        sum = total;
    }

    /// In eight strands, so that no addition waits for the one before.
    private static double sum(float[] x, int count) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = 0;
        for (; i + 8 <= count; i += 8) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
            e += x[i + 4];
            f += x[i + 5];
            g += x[i + 6];
            h += x[i + 7];
        }
        for (; i < count; i++) {
            a += x[i];
        }
        return ((double) a + b) + ((double) c + d) + ((double) e + f) + ((double) g + h);
    }

    /// In four strands, likewise.
    private static float largest(float[] row, int count) {
        float a = row[0];
        float b = a;
        float c = a;
        float d = a;
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            a = row[i] > a ? row[i] : a;
            b = row[i + 1] > b ? row[i + 1] : b;
            c = row[i + 2] > c ? row[i + 2] : c;
            d = row[i + 3] > d ? row[i + 3] : d;
        }
        for (; i < count; i++) {
            a = row[i] > a ? row[i] : a;
        }
        return Math.max(Math.max(a, b), Math.max(c, d));
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
