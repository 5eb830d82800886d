package org.diopter.engine.cache.less;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.diopter.engine.runtime.FloatTensor;
import org.ejml.data.FMatrixRMaj;

/// The rows of one head of a tensor [heads, n, width] as a matrix.
final class HeadRows {
    private HeadRows() {}

    static FMatrixRMaj of(FloatTensor tensor, int head) {
        int rows = Math.toIntExact(tensor.size(1));
        int width = Math.toIntExact(tensor.size(2));
        FMatrixRMaj matrix = new FMatrixRMaj(rows, width);
        MemorySegment.copy(
                tensor.segment(), ValueLayout.JAVA_FLOAT, (long) head * rows * width * Float.BYTES, matrix.data, 0, rows * width);
        return matrix;
    }
}
