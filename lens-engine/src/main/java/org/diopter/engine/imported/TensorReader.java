package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.diopter.engine.imported.TensorData.InFile;
import org.diopter.engine.imported.TensorData.Inline;
import org.diopter.model.UnusableInputException;

/// Reads the constant tensors of a file: checks what they say of themselves against what is there, and finds out where their numbers lie.
final class TensorReader {
    private final OnnxFile file;
    private final Path folder;
    private final Map<String, Path> external = new HashMap<>();

    TensorReader(OnnxFile file) {
        this.file = file;
        this.folder = file.path().resolveSibling(".").normalize();
    }

    /// @throws UnusableInputException if its numbers are not all there, or lie where they must not
    TensorData read(String name, TensorProto tensor) {
        long elements = elements(name, tensor.getDimsList());
        if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
            return new TensorData(name, tensor.getDataType(), tensor.getDimsList(), external(name, tensor, elements));
        }
        if (!tensor.hasRawData()) {
            requireCount(name, tensor, elements);
            return inline(name, tensor);
        }
        long bytes = tensor.getRawData().size();
        requireLength(name, tensor, elements, bytes);
        return inline(name, tensor);
    }

    private static TensorData inline(String name, TensorProto tensor) {
        return new TensorData(name, tensor.getDataType(), tensor.getDimsList(), new Inline(tensor));
    }

    private long elements(String name, List<Long> shape) {
        long elements = 1;
        try {
            for (long size : shape) {
                if (size < 0) {
                    throw file.unusable("has a tensor ‘%.80s’ with the negative size %d. Export it again.".formatted(name, size));
                }
                elements = Math.multiplyExact(elements, size);
            }
        } catch (ArithmeticException e) {
            throw file.unusable("has a tensor ‘%.80s’ of shape %.80s, more than any file holds. Export it again.".formatted(name, shape));
        }
        return elements;
    }

    private void requireCount(String name, TensorProto tensor, long elements) {
        long stored = (long) tensor.getFloatDataCount() + tensor.getInt32DataCount() + tensor.getInt64DataCount() + tensor.getDoubleDataCount()
                + tensor.getUint64DataCount() + tensor.getStringDataCount();
        // Types of 4 bits lie two in a number.
        if (stored != elements && bits(tensor.getDataType()) != 4) {
            throw file.unusable("has a tensor ‘%.80s’ of %d numbers that holds %d. Download it again.".formatted(name, elements, stored));
        }
    }

    private void requireLength(String name, TensorProto tensor, long elements, long bytes) {
        int bits = bits(tensor.getDataType());
        if (bits == 0) {
            throw file.unusable("has a tensor ‘%.80s’ of the unknown type %d. Export it again.".formatted(name, tensor.getDataType()));
        }
        if (elements > Long.MAX_VALUE / bits || (elements * bits + 7) / 8 != bytes) {
            throw file.unusable("has a tensor ‘%.80s’ of %d numbers of %d bits in %d bytes. Download it again.".formatted(name, elements, bits, bytes));
        }
    }

    private static int bits(int type) {
        DataType known = DataType.forNumber(type);
        return known == null ? 0 : switch (known) {
            case FLOAT, INT32, UINT32 -> 32;
            case DOUBLE, INT64, UINT64, COMPLEX64 -> 64;
            case FLOAT16, BFLOAT16, INT16, UINT16 -> 16;
            case COMPLEX128 -> 128;
            case STRING, UNDEFINED -> 0;
            default -> known.name().endsWith("4") ? 4 : 8;
        };
    }

    private InFile external(String name, TensorProto tensor, long elements) {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        String location = entries.getOrDefault("location", "");
        Path data = location.equals(StructureBytes.OWN) ? file.real() : external.computeIfAbsent(location, this::resolve);
        long size = size(data);
        long offset = number(name, entries, "offset", 0);
        long length = number(name, entries, "length", size - offset);
        if (offset > size || length > size - offset) {
            throw new UnusableInputException(OnnxFile.CODE, "‘%s’ has %d bytes; ‘%s’ says that the tensor ‘%.80s’ has %d of them from byte %d on. Download it again."
                    .formatted(location, size, file.name(), name, Math.max(0, length), offset));
        }
        requireLength(name, tensor, elements, length);
        return new InFile(data, offset, length);
    }

    private long number(String name, Map<String, String> entries, String key, long otherwise) {
        String text = entries.get(key);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw file.unusable("says that the tensor ‘%.80s’ has the %s ‘%.40s’ in another file, which is no number. Export it again.".formatted(name, key, text));
    }

    /// A file with weights: in the model's folder, or linked there as Hugging Face's cache does.
    private Path resolve(String location) {
        try {
            Path named = Path.of(location);
            Path path = folder.resolve(named).normalize();
            if (location.isEmpty() || named.isAbsolute() || location.contains("\\") || !path.startsWith(folder) || path.equals(folder)) {
                throw escapes(location);
            }
            if (!Files.isRegularFile(path)) {
                throw file.unusable("says that weights are in ‘%.120s’, which is not beside it. Put that file into the same folder.".formatted(location));
            }
            Path real = path.toRealPath();
            if (!real.startsWith(folder.toRealPath()) && !isBlob(real)) {
                throw escapes(location);
            }
            return real;
        } catch (InvalidPathException | IOException e) {
            throw new UnusableInputException(OnnxFile.CODE, "‘%s’ says that weights are in ‘%.120s’, which cannot be read.".formatted(file.name(), location), e);
        }
    }

    /// In the cache, the model's file itself is a link into the same folder of blobs.
    private boolean isBlob(Path real) {
        return !file.real().equals(file.path()) && real.resolveSibling(".").normalize().equals(file.real().resolveSibling(".").normalize());
    }

    private UnusableInputException escapes(String location) {
        return file.unusable("looks for weights in ‘%.120s’, outside its own folder. Such a path is not followed.".formatted(location));
    }

    private static long size(Path data) {
        try {
            return Files.size(data);
        } catch (IOException e) {
            throw new UnusableInputException(OnnxFile.CODE, "‘%s’ cannot be read: %s.".formatted(data, UnusableInputException.reason(e)), e);
        }
    }
}
