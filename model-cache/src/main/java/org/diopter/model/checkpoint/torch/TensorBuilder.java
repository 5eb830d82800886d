package org.diopter.model.checkpoint.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.diopter.model.checkpoint.torch.Global.StorageType;
import org.jspecify.annotations.Nullable;

/// Makes storages and tensors of what a pickle says of them, checked against the entries of the archive.
///
/// @param entries of the archive by name
/// @param folder what stands before the names of all entries, with a slash at its end; may be empty
record TensorBuilder(Refusals refusals, Map<String, ZipDirectory.Entry> entries, String folder) {
    private static final int MAX_DIMENSIONS = 32;
    private static final int STORAGE_PARTS = 5;
    private static final int TENSOR_PARTS = 4;

    /// A storage.
    ///
    /// @param id the tuple `("storage", type, key, device, elements)`; older files have a null behind it
    TorchStorage storage(@Nullable Object id) {
        if (id instanceof List<?> parts
                && parts.size() >= STORAGE_PARTS
                && parts.get(1) instanceof StorageType storage
                && parts.get(2) instanceof String key
                && parts.get(4) instanceof Long elements) {
            return checked(new TorchStorage(folder + "data/" + key, storage.type(), elements));
        }
        throw refusals.damaged("its pickle refers to something that is no storage");
    }

    private TorchStorage checked(TorchStorage storage) {
        ZipDirectory.Entry entry = entries.get(storage.name());
        if (entry == null) {
            throw refusals.damaged("a tensor lies in entry ‘%.80s’, which is missing".formatted(storage.name()));
        }
        long elements = storage.elements();
        if (elements < 0 || elements > entry.length() / storage.type().bytes()) {
            throw refusals.damaged("entry ‘%.80s’ of %d bytes cannot hold %d elements of %s"
                    .formatted(storage.name(), entry.length(), elements, storage.type()));
        }
        return storage;
    }

    /// A tensor.
    ///
    /// @param parts storage, offset, sizes, strides; what follows is for training
    TorchTensor tensor(List<?> parts) {
        if (parts.size() >= TENSOR_PARTS
                && parts.get(0) instanceof TorchStorage storage
                && parts.get(1) instanceof Long offset
                && parts.get(2) instanceof List<?> shape
                && parts.get(3) instanceof List<?> strides) {
            return checked(new TorchTensor(storage, offset, naturals(shape), naturals(strides)));
        }
        throw refusals.damaged("a tensor is made of something else than a storage, an offset, sizes and strides");
    }

    /// The tensor that a parameter is.
    TorchTensor parameter(List<?> parts) {
        if (!parts.isEmpty() && parts.getFirst() instanceof TorchTensor tensor) {
            return tensor;
        }
        throw refusals.damaged("a parameter is made of something else than a tensor");
    }

    private List<Long> naturals(List<?> numbers) {
        if (numbers.size() > MAX_DIMENSIONS) {
            throw refusals.damaged("a tensor has %d dimensions".formatted(numbers.size()));
        }
        List<Long> naturals = new ArrayList<>();
        for (Object number : numbers) {
            if (!(number instanceof Long natural) || natural < 0) {
                throw refusals.damaged("a tensor has a size or a stride that is no natural number");
            }
            naturals.add(natural);
        }
        return naturals;
    }

    private TorchTensor checked(TorchTensor tensor) {
        if (tensor.shape().size() != tensor.strides().size()) {
            throw refusals.damaged("a tensor of %d dimensions has %d strides".formatted(tensor.shape().size(), tensor.strides().size()));
        }
        long held = tensor.storage().elements();
        try {
            long elements = 1;
            long last = tensor.offset();
            for (int axis = 0; axis < tensor.shape().size(); axis++) {
                elements = Math.multiplyExact(elements, tensor.shape().get(axis));
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, tensor.shape().get(axis) - 1), tensor.strides().get(axis)));
            }
            boolean inside = tensor.offset() >= 0 && (elements == 0 || last < held);
            if (inside && elements <= held) {
                return tensor;
            }
        } catch (ArithmeticException e) {
            // more than 2^63 elements or steps: as far outside as can be
        }
        throw refusals.damaged("a tensor of shape %s with strides %s from %d does not fit into its storage of %d elements"
                .formatted(tensor.shape(), tensor.strides(), tensor.offset(), held));
    }
}
