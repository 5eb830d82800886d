package org.diopter.model.checkpoint.torch;

import java.util.List;
import org.diopter.model.checkpoint.TensorType;

/// A tensor in a PyTorch file: a strided view of a storage that lies wholly inside it and has no more elements than it.
///
/// @param storage where its numbers lie; others may share it
/// @param offset index in the storage of its first element
/// @param shape extents, the slowest first; empty for a scalar
/// @param strides per axis, how many elements of the storage one step passes over, at least 0
public record TorchTensor(TorchStorage storage, long offset, List<Long> shape, List<Long> strides) {
    public TorchTensor {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    public TensorType type() {
        return storage.type();
    }

    /// How many elements it has.
    public long elements() {
        long elements = 1;
        for (long extent : shape) {
            elements *= extent; // no overflow: as many as the storage at most
        }
        return elements;
    }

    /// Whether its elements lie in the storage one after the other in row-major order.
    public boolean contiguous() {
        long stride = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            if (shape.get(axis) > 1 && strides.get(axis) != stride) {
                return false;
            }
            stride *= shape.get(axis);
        }
        return true;
    }
}
