package org.diopter.engine.laser;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.math.Decomposition;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Opening;
import org.diopter.engine.runtime.TensorMemory;
import org.ejml.data.FMatrixRMaj;

/// The factors of the matrices that were edited last, in native memory, so that moving a slider copies nothing.
final class FactorCache implements AutoCloseable {
    private final long maxBytes;
    private final Map<Key, Factors> factors = new LinkedHashMap<>(16, 0.75f, true);

    FactorCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Which factors these are.
    ///
    /// @param components how many were computed
    record Key(MatrixId matrix, SvdMethod method, int components) {}

    /// A decomposition as a graph reads it.
    ///
    /// @param left [r, out]
    /// @param right [r, in]
    record Factors(FloatTensor left, FloatTensor right, TensorMemory memory) {
        static Factors of(Decomposition decomposition) {
            try (Opening opening = new Opening()) {
                Factors factors = in(opening.with(new TensorMemory(), TensorMemory::close), decomposition);
                opening.done();
                return factors;
            }
        }

        private static Factors in(TensorMemory memory, Decomposition decomposition) {
            int components = decomposition.components();
            FloatTensor left = memory.zeros(components, decomposition.rows());
            float[] column = new float[decomposition.rows()];
            for (int i = 0; i < components; i++) {
                for (int row = 0; row < column.length; row++) {
                    column[row] = decomposition.left().data[row * components + i];
                }
                left.copyFrom(column, (long) i * column.length);
            }
            return new Factors(left, tensor(decomposition.right(), memory), memory);
        }

        int components() {
            return (int) right.size(0);
        }

        private long bytes() {
            return left.byteSize() + right.byteSize();
        }
    }

    static FloatTensor tensor(FMatrixRMaj matrix, TensorMemory memory) {
        FloatTensor tensor = memory.zeros(matrix.numRows, matrix.numCols);
        tensor.copyFrom(matrix.data, 0);
        return tensor;
    }

    /// With a share of their memory, which is the caller's to close: another thread may drop them here as soon as this returns.
    synchronized Factors get(Key key, Supplier<Decomposition> otherwise) {
        Factors known = factors.get(key);
        if (known != null) {
            known.memory().share();
            return known;
        }
        Factors fresh = Factors.of(otherwise.get());
        fresh.memory().share();
        factors.put(key, fresh);
        long bytes = factors.values().stream().mapToLong(Factors::bytes).sum();
        for (Iterator<Factors> oldest = factors.values().iterator(); bytes > maxBytes && factors.size() > 1; ) {
            Factors dropped = oldest.next();
            bytes -= dropped.bytes();
            oldest.remove();
            dropped.memory().close();
        }
        return fresh;
    }

    @Override
    public synchronized void close() {
        factors.values().forEach(entry -> entry.memory().close());
        factors.clear();
    }
}
