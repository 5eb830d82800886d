package org.diopter.engine.lens;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.diopter.engine.math.ChunkMath;

/// Rows of un-normalised log-probabilities in native memory, walked in chunks.
///
/// @param memory [rows, vocabulary] float32
/// @param vocabulary how many numbers a row has
record Logits(MemorySegment memory, int vocabulary) {
    /// What fills the last chunk of a row up: below every logit. Its exponential must be cleared, see [#clearFill].
    private static final float FILL = -1e30f;

    /// How many chunks a row has.
    int chunks() {
        return (vocabulary + ChunkMath.SIZE - 1) / ChunkMath.SIZE;
    }

    float at(int row, int id) {
        return memory.get(ValueLayout.JAVA_FLOAT, offset(row, id));
    }

    /// Copies one chunk of a row.
    ///
    /// @param into Modified.
    void load(int row, int chunk, float[] into) {
        int from = chunk * ChunkMath.SIZE;
        int length = Math.min(ChunkMath.SIZE, vocabulary - from);
        MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, offset(row, from), into, 0, length);
        if (length < ChunkMath.SIZE) {
            Arrays.fill(into, length, ChunkMath.SIZE, FILL);
        }
    }

    /// Sets to 0 what a chunk of exponentials holds behind the end of the row.
    ///
    /// @param exponentials Modified.
    void clearFill(int chunk, float[] exponentials) {
        int length = vocabulary - chunk * ChunkMath.SIZE;
        if (length < ChunkMath.SIZE) {
            Arrays.fill(exponentials, length, ChunkMath.SIZE, 0f);
        }
    }

    private long offset(int row, int id) {
        return ((long) row * vocabulary + id) * Float.BYTES;
    }
}
