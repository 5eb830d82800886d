package org.diopter.model.checkpoint;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.diopter.model.UnusableInputException;
import org.diopter.model.json.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A `config.json`, or an object inside it, with its values checked as they are asked for.
///
/// Families call the same thing by different names, so most questions take several keys: the first that is present answers. A key whose value is
/// `null` counts as absent. Every error names the file, the field and its value.
public final class ModelConfig {
    /// Errors in a configuration.
    static final String CODE = "D-107";

    private static final int MAX_BYTES = 16 << 20;

    private final String file;
    private final String prefix;
    private final Map<String, @Nullable Object> values;

    private ModelConfig(String file, String prefix, Map<String, @Nullable Object> values) {
        this.file = file;
        this.prefix = prefix;
        this.values = values;
    }

    /// Reads a file.
    ///
    /// @throws UnusableInputException if it is no JSON object
    public static ModelConfig read(Path path) {
        return new ModelConfig(String.valueOf(path.getFileName()), "", JsonText.read(path, CODE, MAX_BYTES).object());
    }

    /// A configuration that stands in no file of its own.
    ///
    /// @param source what errors call it, such as `The metadata of model.gguf`
    /// @param values strings, numbers, booleans, lists, maps and nulls, as JSON has them
    public static ModelConfig of(String source, Map<String, ? extends @Nullable Object> values) {
        return new ModelConfig(source, "", new LinkedHashMap<>(values));
    }

    /// The configuration as JSON text, the same for the same keys and values in the same order.
    public String json() {
        return JsonMapper.shared().writeValueAsString(values);
    }

    /// Whether there is a value.
    public boolean has(String key) {
        return values.get(key) != null;
    }

    /// All keys, also those whose value is `null`.
    public Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /// A text.
    public Optional<String> string(String... keys) {
        return first(keys).map(field -> {
            if (field.value instanceof String text) {
                return text;
            }
            throw wrong(field, "a text");
        });
    }

    /// An integer; `12.0` counts as one.
    public OptionalLong integer(String... keys) {
        Optional<Field> field = first(keys);
        return field.isPresent() ? OptionalLong.of(integer(field.get(), "an integer")) : OptionalLong.empty();
    }

    /// A size that must be there.
    ///
    /// @throws UnusableInputException if it is absent, no integer, or less than 1
    public int positive(String... keys) {
        return optionalPositive(keys).orElseThrow(() -> new UnusableInputException(CODE,
                "%s has no %s%s; it must be an integer of at least 1.".formatted(file, prefix, String.join(" or " + prefix, keys))));
    }

    /// A size that may be left out.
    ///
    /// @throws UnusableInputException if it is there and no integer or less than 1
    public OptionalInt optionalPositive(String... keys) {
        Optional<Field> found = first(keys);
        if (found.isEmpty()) {
            return OptionalInt.empty();
        }
        long value = integer(found.get(), "an integer of at least 1");
        if (value < 1) {
            throw new UnusableInputException(CODE, "%s: %s%s is %d; it must be at least 1.".formatted(file, prefix, found.get().key, value));
        }
        if (value > Integer.MAX_VALUE) {
            throw new UnusableInputException(CODE, "%s: %s%s is %d; it must be at most %d."
                    .formatted(file, prefix, found.get().key, value, Integer.MAX_VALUE));
        }
        return OptionalInt.of((int) value);
    }

    /// A finite number.
    public OptionalDouble number(String... keys) {
        Optional<Field> found = first(keys);
        if (found.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (found.get().value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return OptionalDouble.of(number.doubleValue());
        }
        throw wrong(found.get(), "a finite number");
    }

    /// A switch.
    public Optional<Boolean> flag(String... keys) {
        return first(keys).map(field -> {
            if (field.value instanceof Boolean flag) {
                return flag;
            }
            throw wrong(field, "true or false");
        });
    }

    /// An object inside this one; its errors name both keys.
    @SuppressWarnings("unchecked") // The keys of a JSON object are strings.
    public Optional<ModelConfig> object(String key) {
        return first(key).map(field -> {
            if (field.value instanceof Map<?, ?> map) {
                return new ModelConfig(file, prefix + key + ".", (Map<String, @Nullable Object>) map);
            }
            throw wrong(field, "an object");
        });
    }

    /// A list of strings, numbers, booleans, lists, maps and nulls, not to be modified.
    public Optional<List<@Nullable Object>> list(String... keys) {
        return first(keys).map(field -> {
            if (field.value instanceof List<?> list) {
                return Collections.unmodifiableList(list);
            }
            throw wrong(field, "a list");
        });
    }

    private Optional<Field> first(String... keys) {
        for (String key : keys) {
            Object value = values.get(key);
            if (value != null) {
                return Optional.of(new Field(key, value));
            }
        }
        return Optional.empty();
    }

    private long integer(Field field, String what) {
        return switch (field.value) {
            case Integer number -> number;
            case Long number -> number;
            case Double number when number == Math.rint(number) && Math.abs(number) < 1L << 53 -> number.longValue();
            case BigInteger _ -> throw wrong(field, "an integer below 2^63");
            default -> throw wrong(field, what);
        };
    }

    private UnusableInputException wrong(Field field, String what) {
        return new UnusableInputException(CODE, "%s: %s%s is %.60s; it must be %s.".formatted(file, prefix, field.key, field.value, what));
    }

    private record Field(String key, Object value) {}
}
