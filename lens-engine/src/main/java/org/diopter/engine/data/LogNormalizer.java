package org.diopter.engine.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.diopter.engine.math.ChunkMath;

/// log Σ exp of a row of logits, chunk by chunk. An instance owns scratch arrays: one a thread.
final class LogNormalizer {
    private final ChunkMath math = new ChunkMath();
    private final float[] logits = new float[ChunkMath.SIZE];
    private final float[] exponentials = new float[ChunkMath.SIZE];
    private final float[] sums = new float[ChunkMath.SIZE];

    /// @param rows float32
    /// @param from byte offset of the row
    /// @param length how many logits it has
    double of(MemorySegment rows, long from, int length) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            max = Math.max(max, rows.get(ValueLayout.JAVA_FLOAT, from + (long) i * Float.BYTES));
        }
        Arrays.fill(sums, 0);
        for (int start = 0; start < length; start += ChunkMath.SIZE) {
            int count = Math.min(ChunkMath.SIZE, length - start);
            MemorySegment.copy(rows, ValueLayout.JAVA_FLOAT, from + (long) start * Float.BYTES, logits, 0, count);
            math.exp(logits, max, exponentials);
            for (int i = 0; i < count; i++) {
                sums[i] += exponentials[i];
            }
        }
        return max + Math.log(ChunkMath.sum(sums));
    }
}
