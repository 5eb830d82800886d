package org.diopter.engine.arch;

import java.lang.foreign.MemorySegment;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.TensorInfo;

/// The numbers of tensors where they are stored, in whatever kind of file.
public interface StoredNumbers {
    /// A tensor's bytes: little-endian, row-major, not always aligned.
    MemorySegment bytes(TensorInfo tensor);

    /// Reads elements as float32; F16 and BF16 are widened exactly, F64 is rounded.
    ///
    /// @param fromElement index of the first, in row-major order
    /// @param into is filled whole
    void read(TensorInfo tensor, long fromElement, float[] into);

    /// Those of a checkpoint.
    static StoredNumbers of(Checkpoint checkpoint) {
        return new StoredNumbers() {
            @Override
            public MemorySegment bytes(TensorInfo tensor) {
                return checkpoint.bytes(tensor);
            }

            @Override
            public void read(TensorInfo tensor, long fromElement, float[] into) {
                checkpoint.read(tensor, fromElement, into);
            }
        };
    }
}
