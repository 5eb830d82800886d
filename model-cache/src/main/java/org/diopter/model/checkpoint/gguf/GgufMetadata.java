package org.diopter.model.checkpoint.gguf;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.gguf.GgufValue.Kind;

/// The keys and values of a GGUF file, checked as they are asked for. Usable until the file is closed.
public final class GgufMetadata {
    /// More than any vocabulary has.
    private static final int MAX_ITEMS = 1 << 22;

    private static final int MAX_TEXT = 16 << 20;

    private final MemorySegment bytes;
    private final GgufErrors errors;
    private final Map<String, GgufValue> values;

    GgufMetadata(MemorySegment bytes, GgufErrors errors, Map<String, GgufValue> values) {
        this.bytes = bytes;
        this.errors = errors;
        this.values = values;
    }

    /// All keys, in the order of the file.
    public Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /// Whether a key has an array, whose items may differ from block to block.
    boolean isArray(String key) {
        return values.get(key) instanceof GgufValue.Items;
    }

    /// A text.
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(value -> {
            if (value instanceof GgufValue.Text text && text.length() <= MAX_TEXT) {
                return GgufCursor.text(key, bytes, text.at(), text.length(), errors);
            }
            throw wrong(key, value, "a text of at most %d bytes".formatted(MAX_TEXT));
        });
    }

    /// An integer.
    public OptionalLong integer(String key) {
        GgufValue value = values.get(key);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof GgufValue.Scalar(Long number)) {
            return OptionalLong.of(number);
        }
        throw wrong(key, value, "an integer");
    }

    /// A finite number. A float32 becomes the shortest decimal number that stands for it: 1e-5, not 9.99999975e-6.
    public OptionalDouble number(String key) {
        GgufValue value = values.get(key);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value instanceof GgufValue.Scalar(Number number) && Double.isFinite(number.doubleValue())) {
            return OptionalDouble.of(number.doubleValue());
        }
        throw wrong(key, value, "a finite number");
    }

    /// A switch.
    public Optional<Boolean> flag(String key) {
        return Optional.ofNullable(values.get(key)).map(value -> {
            if (value instanceof GgufValue.Scalar(Boolean flag)) {
                return flag;
            }
            throw wrong(key, value, "true or false");
        });
    }

    /// An array of texts.
    public Optional<List<String>> texts(String key) {
        return items(key, Set.of(Kind.STRING), "an array of texts").map(items -> {
            List<String> texts = new ArrayList<>((int) items.count());
            GgufCursor cursor = cursor(items);
            for (long i = 0; i < items.count(); i++) {
                texts.add(cursor.text(key, MAX_TEXT));
            }
            return texts;
        });
    }

    /// An array of 32-bit integers.
    @SuppressWarnings("OptionalContainsArray")
    public Optional<int[]> integers(String key) {
        return items(key, Set.of(Kind.INT32, Kind.UINT32), "an array of 32-bit integers").map(items -> {
            int[] integers = new int[(int) items.count()];
            GgufCursor cursor = cursor(items);
            for (int i = 0; i < integers.length; i++) {
                integers[i] = cursor.i32();
            }
            return integers;
        });
    }

    /// An array of float32 numbers.
    @SuppressWarnings("OptionalContainsArray")
    public Optional<float[]> numbers(String key) {
        return items(key, Set.of(Kind.FLOAT32), "an array of float32 numbers").map(items -> {
            float[] numbers = new float[(int) items.count()];
            GgufCursor cursor = cursor(items);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Float.intBitsToFloat(cursor.i32());
            }
            return numbers;
        });
    }

    private Optional<GgufValue.Items> items(String key, Set<Kind> kinds, String what) {
        return Optional.ofNullable(values.get(key)).map(value -> {
            if (value instanceof GgufValue.Items items && kinds.contains(items.kind()) && items.count() <= MAX_ITEMS) {
                return items;
            }
            throw wrong(key, value, "%s, at most %d".formatted(what, MAX_ITEMS));
        });
    }

    private GgufCursor cursor(GgufValue.Items items) {
        GgufCursor cursor = new GgufCursor(bytes, errors);
        cursor.skip(items.at());
        return cursor;
    }

    private UnusableInputException wrong(String key, GgufValue value, String what) {
        String is = switch (value) {
            case GgufValue.Scalar scalar -> scalar.value().toString();
            case GgufValue.Text text -> "a text of %d bytes".formatted(text.length());
            case GgufValue.Items items -> "an array of %d %s".formatted(items.count(), items.kind());
        };
        return errors.value("%s is %s; it must be %s.".formatted(key, is, what));
    }

    /// A float32 as the shortest decimal number that stands for it.
    static double shortest(float number) {
        return Float.isFinite(number) ? Double.parseDouble(Float.toString(number)) : number;
    }
}
