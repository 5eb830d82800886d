package org.diopter.engine.lens.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.diopter.model.checkpoint.torch.TorchFile;
import org.diopter.model.checkpoint.torch.TorchTensor;

/// Tensors of an open PyTorch file.
///
/// Tensors may share numbers in such a file, so a small one could ask for much memory; a lens whose tensors are together larger than what they lie in
/// is refused.
///
/// @param named tensors of `torch`
record TorchTensors(String file, TorchFile torch, Map<String, TorchTensor> named) implements LensTensors {
    TorchTensors {
        long taken = named.values().stream().mapToLong(tensor -> tensor.elements() * tensor.type().bytes()).sum();
        long lying = named.values().stream()
                .map(TorchTensor::storage)
                .distinct()
                .mapToLong(storage -> storage.elements() * storage.type().bytes())
                .sum();
        if (taken > lying) {
            throw LensErrors.unfit("%s has tensors of %d bytes in %d bytes of numbers: several are views of the same. Save each with clone()."
                    .formatted(file, taken, lying));
        }
    }

    @Override
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        named.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return shapes;
    }

    @Override
    public float[] floats(String name) {
        return torch.floats(Objects.requireNonNull(named.get(name), name));
    }
}
