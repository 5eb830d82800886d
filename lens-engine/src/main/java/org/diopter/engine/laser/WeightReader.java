package org.diopter.engine.laser;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.diopter.engine.arch.Matrix;
import org.diopter.engine.arch.StoredNumbers;
import org.diopter.engine.edit.MatrixId;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.store.Sha256;
import org.ejml.data.FMatrixRMaj;

/// Reads a model's matrices as W [out, in], and names them by their content.
public final class WeightReader {
    private static final int CHUNK = 1 << 20;

    private final StoredNumbers numbers;
    private final WeightMatrices matrices;

    public WeightReader(Checkpoint checkpoint, WeightMatrices matrices) {
        this(StoredNumbers.of(checkpoint), matrices);
    }

    /// @param numbers of the tensors that the matrices lie in
    public WeightReader(StoredNumbers numbers, WeightMatrices matrices) {
        this.numbers = numbers;
        this.matrices = matrices;
    }

    public WeightMatrices matrices() {
        return matrices;
    }

    /// A copy of a matrix in float32.
    ///
    /// @return [out, in]
    public FMatrixRMaj read(MatrixId id) {
        Matrix place = matrices.place(id);
        int outputs = Math.toIntExact(place.outputs().count());
        int inputs = Math.toIntExact(place.stored().inputs());
        FMatrixRMaj matrix = new FMatrixRMaj(outputs, inputs);
        return place.stored().outputFirst() ? rows(place, matrix) : columns(place, matrix);
    }

    private FMatrixRMaj rows(Matrix place, FMatrixRMaj matrix) {
        float[] row = new float[matrix.numCols];
        for (int output = 0; output < matrix.numRows; output++) {
            numbers.read(place.stored().weight(), place.outputs().index(output) * row.length, row);
            System.arraycopy(row, 0, matrix.data, output * row.length, row.length);
        }
        return matrix;
    }

    private FMatrixRMaj columns(Matrix place, FMatrixRMaj matrix) {
        float[] row = new float[Math.toIntExact(place.stored().outputs())];
        for (int input = 0; input < matrix.numCols; input++) {
            numbers.read(place.stored().weight(), (long) input * row.length, row);
            for (int output = 0; output < matrix.numRows; output++) {
                matrix.data[output * matrix.numCols + input] = row[Math.toIntExact(place.outputs().index(output))];
            }
        }
        return matrix;
    }

    /// What the numbers of [#read] depend on: the hash of the stored tensor's bytes, its type and shape, and which part of it this is.
    public String identity(MatrixId id) {
        Matrix place = matrices.place(id);
        TensorInfo tensor = place.stored().weight();
        return "%s %s %s %s %s".formatted(
                hash(numbers.bytes(tensor)),
                tensor.type(),
                tensor.shape(),
                place.stored().outputFirst() ? "[out, in]" : "[in, out]",
                place.outputs());
    }

    private static String hash(MemorySegment bytes) {
        Sha256 hash = new Sha256();
        byte[] chunk = new byte[CHUNK];
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            int length = (int) Math.min(CHUNK, bytes.byteSize() - at);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
            hash.add(chunk, 0, length);
        }
        return hash.hex();
    }
}
