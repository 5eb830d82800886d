package org.diopter.model.checkpoint.gguf;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.diopter.model.UnusableInputException;

/// The sizes and switches of one model, out of the metadata under its architecture's name and out of the tensors.
///
/// @param architecture the value of `general.architecture`, such as `llama`
record Parameters(GgufFile file, String architecture) {
    /// A size that must be there.
    int size(String key) {
        return optionalSize(key).orElseThrow(() -> file.errors().value("%s.%s is missing.".formatted(architecture, key)));
    }

    /// A size that may be left out. Files may give it block by block; all blocks must agree.
    OptionalInt optionalSize(String key) {
        String full = full(key);
        OptionalLong value = file.metadata().isArray(full) ? ofAllBlocks(full) : file.metadata().integer(full);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.getAsLong() < 1 || value.getAsLong() > Integer.MAX_VALUE) {
            throw file.errors().value("%s is %d; it must be from 1 to %d.".formatted(full, value.getAsLong(), Integer.MAX_VALUE));
        }
        return OptionalInt.of((int) value.getAsLong());
    }

    private OptionalLong ofAllBlocks(String full) {
        int[] sizes = file.metadata().integers(full).orElseThrow();
        if (Arrays.stream(sizes).distinct().count() != 1) {
            throw file.errors().unsupported("has another %s in each block, which is not supported.".formatted(full));
        }
        return OptionalLong.of(sizes[0]);
    }

    OptionalDouble number(String key) {
        return file.metadata().number(full(key));
    }

    Optional<Boolean> flag(String key) {
        return file.metadata().flag(full(key));
    }

    Optional<String> text(String key) {
        return file.metadata().text(full(key));
    }

    boolean has(String key) {
        return file.metadata().keys().contains(full(key));
    }

    private String full(String key) {
        return architecture + "." + key;
    }

    boolean hasTensor(String name) {
        return file.tensors().containsKey(name);
    }

    int layers() {
        return size("block_count");
    }

    int width() {
        return size("embedding_length");
    }

    int heads() {
        return size("attention.head_count");
    }

    int kvHeads() {
        return optionalSize("attention.head_count_kv").orElse(heads());
    }

    /// Dimensions a head.
    int headWidth() {
        int keys = optionalSize("attention.key_length").orElse(width() / heads());
        int values = optionalSize("attention.value_length").orElse(keys);
        if (keys != values || keys < 1) {
            throw file.errors().unsupported("has heads of %d dimensions for keys and %d for values, which is not supported.".formatted(keys, values));
        }
        return keys;
    }

    /// Rotated dimensions a head.
    int rotaryWidth() {
        return optionalSize("rope.dimension_count").orElse(headWidth());
    }

    /// Rows of the embedding.
    long vocabulary() {
        return tensor("token_embd.weight").rows();
    }

    /// A tensor that must be there.
    GgufTensor tensor(String name) {
        GgufTensor tensor = file.tensors().get(name);
        if (tensor == null) {
            throw missing(name);
        }
        return tensor;
    }

    private UnusableInputException missing(String name) {
        return file.errors().unread("has no tensor %s, which a model needs; it has %d others. Download it again or choose another model."
                .formatted(name, file.tensors().size()));
    }

    /// The values of a short vector, if it is there.
    @SuppressWarnings("OptionalContainsArray")
    Optional<float[]> vector(String name, int length) {
        return Optional.ofNullable(file.tensors().get(name)).map(tensor -> {
            if (tensor.elements() != length || !tensor.type().plain()) {
                throw file.errors().value("tensor %s has %d values of type %s; it must have %d plain ones."
                        .formatted(name, tensor.elements(), tensor.type(), length));
            }
            float[] values = new float[length];
            file.read(tensor, 0, values, 0, length);
            return values;
        });
    }
}
