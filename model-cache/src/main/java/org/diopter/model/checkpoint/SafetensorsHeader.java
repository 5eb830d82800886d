package org.diopter.model.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.diopter.model.UnusableInputException;
import org.diopter.model.json.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The JSON header of one safetensors file, token by token: `{"name": {"dtype", "shape", "data_offsets": [begin, end]}, …}`.
final class SafetensorsHeader {
    private static final int MAX_DIMENSIONS = 32;

    private final String name;
    private final Path file;
    private final long dataStart;
    private final long fileSize;
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /// @param name what the user calls the file
    /// @param dataStart where the header ends and offset 0 of the data is
    SafetensorsHeader(String name, Path file, long dataStart, long fileSize) {
        this.name = name;
        this.file = file;
        this.dataStart = dataStart;
        this.fileSize = fileSize;
    }

    /// All tensors in the header's order, checked.
    List<TensorInfo> read(JsonText json) {
        List<TensorInfo> tensors = json.stream(this::tensors);
        requireInsideFile(tensors);
        requireDisjoint(tensors);
        return tensors;
    }

    /// What the file says of itself, once it has been read.
    Map<String, String> metadata() {
        return Map.copyOf(metadata);
    }

    /// Texts by key; what is no text is passed over.
    private void readMetadata(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                metadata.put(key, parser.getString());
            } else {
                parser.skipChildren();
            }
        }
    }

    private List<TensorInfo> tensors(JsonParser parser) {
        List<TensorInfo> tensors = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String tensor = parser.currentName();
            require(parser.nextToken() == JsonToken.START_OBJECT, () -> "%s is no object".formatted(tensor));
            if (tensor.equals("__metadata__")) {
                readMetadata(parser);
            } else {
                tensors.add(tensor(tensor, parser));
            }
        }
        return tensors;
    }

    private TensorInfo tensor(String tensor, JsonParser parser) {
        @Nullable String dtype = null;
        @Nullable List<Long> shape = null;
        @Nullable List<Long> offsets = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "dtype" -> {
                    require(value == JsonToken.VALUE_STRING, () -> "the dtype of %s is no text".formatted(tensor));
                    dtype = parser.getString();
                }
                case "shape" -> shape = naturals(tensor, "shape", value, parser);
                case "data_offsets" -> offsets = naturals(tensor, "data_offsets", value, parser);
                default -> parser.skipChildren();
            }
        }
        if (dtype == null || shape == null || offsets == null) {
            throw damaged("%s lacks its dtype, shape or data_offsets".formatted(tensor));
        }
        return checked(tensor, type(tensor, dtype), shape, offsets);
    }

    private List<Long> naturals(String tensor, String field, @Nullable JsonToken start, JsonParser parser) {
        require(start == JsonToken.START_ARRAY, () -> "the %s of %s is no list".formatted(field, tensor));
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(numbers.size() < MAX_DIMENSIONS, () -> "the %s of %s has more than %d numbers".formatted(field, tensor, MAX_DIMENSIONS));
            require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT,
                    () -> "the %s of %s holds something else than integers".formatted(field, tensor));
            require(parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
                    () -> "the %s of %s holds a number above 2^63".formatted(field, tensor));
            long number = parser.getLongValue();
            require(number >= 0, () -> "the %s of %s holds %d, a negative number".formatted(field, tensor, number));
            numbers.add(number);
        }
        return numbers;
    }

    private TensorType type(String tensor, String dtype) {
        return TensorType.of(dtype).orElseThrow(() -> new UnusableInputException(Safetensors.CODE,
                "%s: tensor %s has dtype %.20s, which cannot be read; readable are %s.".formatted(name, tensor, dtype, TensorType.list())));
    }

    private TensorInfo checked(String tensor, TensorType type, List<Long> shape, List<Long> offsets) {
        require(offsets.size() == 2, () -> "the data_offsets of %s are %d numbers, not 2".formatted(tensor, offsets.size()));
        long begin = offsets.get(0);
        long end = offsets.get(1);
        require(begin <= end, () -> "tensor %s begins at %d and ends before, at %d".formatted(tensor, begin, end));
        long needed = sizeOf(tensor, type, shape);
        require(needed == end - begin,
                () -> "tensor %s, %s of shape %s, takes %d bytes, its data_offsets hold %d".formatted(tensor, type, shape, needed, end - begin));
        require(end <= Long.MAX_VALUE - dataStart, () -> "tensor %s ends at %d, which no file reaches".formatted(tensor, end));
        return new TensorInfo(tensor, type, shape, file, dataStart + begin, needed);
    }

    private long sizeOf(String tensor, TensorType type, List<Long> shape) {
        if (shape.contains(0L)) {
            return 0;
        }
        try {
            long bytes = type.bytes();
            for (long extent : shape) {
                bytes = Math.multiplyExact(bytes, extent);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw damaged("tensor %s of shape %s has more than 2^63 bytes".formatted(tensor, shape));
        }
    }

    private void requireInsideFile(List<TensorInfo> tensors) {
        tensors.stream().max(Comparator.comparingLong(SafetensorsHeader::end)).filter(last -> end(last) > fileSize).ifPresent(last -> {
            throw new UnusableInputException(Safetensors.CODE, "%s is incomplete: tensor %s needs bytes up to %d, the file has %d. Download it again."
                    .formatted(name, last.name(), end(last), fileSize));
        });
    }

    private void requireDisjoint(List<TensorInfo> tensors) {
        List<TensorInfo> inFile = tensors.stream()
                .filter(tensor -> tensor.length() > 0)
                .sorted(Comparator.comparingLong(TensorInfo::offset))
                .toList();
        for (int i = 1; i < inFile.size(); i++) {
            TensorInfo before = inFile.get(i - 1);
            TensorInfo after = inFile.get(i);
            require(end(before) <= after.offset(),
                    () -> "tensors %s and %s overlap at byte %d".formatted(before.name(), after.name(), after.offset()));
        }
    }

    private static long end(TensorInfo tensor) {
        return tensor.offset() + tensor.length();
    }

    private void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw damaged(otherwise.get());
        }
    }

    private UnusableInputException damaged(String what) {
        return new UnusableInputException(Safetensors.CODE, "%s is damaged: %s. Download it again.".formatted(name, what));
    }
}
