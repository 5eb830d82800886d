package org.diopter.engine.laser;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.diopter.engine.laser.WeightMatrices.Place;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.store.Sha256;
import org.ejml.data.FMatrixRMaj;

/// Reads a model's matrices as W [out, in], and names them by their content.
public final class WeightReader {
    private static final int CHUNK = 1 << 20;

    private final Checkpoint checkpoint;
    private final WeightMatrices matrices;

    public WeightReader(Checkpoint checkpoint, WeightMatrices matrices) {
        this.checkpoint = checkpoint;
        this.matrices = matrices;
    }

    public WeightMatrices matrices() {
        return matrices;
    }

    /// A copy of a matrix in float32.
    ///
    /// @return [out, in]
    public FMatrixRMaj read(MatrixId id) {
        Place place = matrices.place(id);
        TensorInfo tensor = place.linear().weight();
        FMatrixRMaj matrix = new FMatrixRMaj(place.outputs(), place.inputs());
        if (place.linear().outputFirst()) {
            checkpoint.read(tensor, (long) place.firstOutput() * place.inputs(), matrix.data);
            return matrix;
        }
        float[] row = new float[place.outputs()];
        for (int input = 0; input < place.inputs(); input++) {
            checkpoint.read(tensor, input * place.linear().outputs() + place.firstOutput(), row);
            for (int output = 0; output < row.length; output++) {
                matrix.data[output * place.inputs() + input] = row[output];
            }
        }
        return matrix;
    }

    /// What the numbers of [#read] depend on: the hash of the stored tensor's bytes, its type and shape, and which part of it this is.
    public String identity(MatrixId id) {
        Place place = matrices.place(id);
        TensorInfo tensor = place.linear().weight();
        return "%s %s %s %s outputs %d+%d".formatted(
                hash(checkpoint.bytes(tensor)),
                tensor.type(),
                tensor.shape(),
                place.linear().outputFirst() ? "[out, in]" : "[in, out]",
                place.firstOutput(),
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
