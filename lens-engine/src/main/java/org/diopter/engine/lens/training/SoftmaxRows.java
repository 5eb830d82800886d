package org.diopter.engine.lens.training;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.diopter.engine.math.ChunkMath;

/// Softmax of rows, in place. An instance owns scratch arrays: one a thread.
final class SoftmaxRows {
    private static final int CHUNK = ChunkMath.SIZE;
    private static final float FILL = -1e30f;

    private final int tokens;
    private final int chunks;
    private final ChunkMath math = new ChunkMath();
    private final float[] row;
    private final float[] z = new float[CHUNK];
    private final float[] e = new float[CHUNK];
    private final float[] lanes = new float[CHUNK];
    private final float[] sumE = new float[CHUNK];
    private final float[] sumEz = new float[CHUNK];

    SoftmaxRows(int tokens) {
        this.tokens = tokens;
        this.chunks = Math.ceilDiv(tokens, CHUNK);
        this.row = new float[chunks * CHUNK];
    }

    /// @param logits [n, tokens]. Modified: row `index` becomes its probabilities.
    /// @return Σ p log p
    double apply(MemorySegment logits, int index) {
        long offset = (long) index * tokens * Float.BYTES;
        MemorySegment.copy(logits, ValueLayout.JAVA_FLOAT, offset, row, 0, tokens);
        Arrays.fill(row, tokens, row.length, FILL);
        float max = maximum();
        Arrays.fill(sumE, 0);
        Arrays.fill(sumEz, 0);
        for (int chunk = 0; chunk < chunks; chunk++) {
            System.arraycopy(row, chunk * CHUNK, z, 0, CHUNK);
            math.exp(z, max, e);
            clearFill(chunk);
            ChunkMath.addMoments(e, z, max, sumE, sumEz);
            System.arraycopy(e, 0, row, chunk * CHUNK, CHUNK);
        }
        double sum = ChunkMath.sum(sumE);
        float bySum = (float) (1 / sum);
        for (int i = 0; i < row.length; i++) {
            row[i] *= bySum;
        }
        MemorySegment.copy(row, 0, logits, ValueLayout.JAVA_FLOAT, offset, tokens);
        return ChunkMath.sum(sumEz) / sum - Math.log(sum);
    }

    private float maximum() {
        Arrays.fill(lanes, Float.NEGATIVE_INFINITY);
        for (int chunk = 0; chunk < chunks; chunk++) {
            System.arraycopy(row, chunk * CHUNK, z, 0, CHUNK);
            ChunkMath.max(z, lanes);
        }
        float max = Float.NEGATIVE_INFINITY;
        for (float lane : lanes) {
            max = Math.max(max, lane);
        }
        return max;
    }

    private void clearFill(int chunk) {
        int length = tokens - chunk * CHUNK;
        if (length < CHUNK) {
            Arrays.fill(e, length, CHUNK, 0f);
        }
    }
}
