package org.diopter.engine.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// One record of a task file, which knows where it stands.
///
/// @param place for messages: `facts.jsonl, line 12`
/// @param fields as JSON gives them
record Row(String place, Map<String, @Nullable Object> fields) {
    boolean has(String field) {
        return fields.get(field) != null;
    }

    /// A text that must be there.
    String text(String field) {
        if (value(field) instanceof String text) {
            return text;
        }
        throw wrong(field, "is no text");
    }

    /// A text under the first of several names that is there.
    String textOf(String... names) {
        for (String name : names) {
            if (has(name)) {
                return text(name);
            }
        }
        throw missing(String.join("” or “", names));
    }

    int integer(String field) {
        if (value(field) instanceof Integer number) {
            return number;
        }
        throw wrong(field, "is no whole number");
    }

    OptionalLong optionalInteger(String field) {
        return has(field) ? OptionalLong.of(integer(field)) : OptionalLong.empty();
    }

    /// A list of texts that must be there.
    List<String> texts(String field) {
        if (value(field) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrong(field, "is no list of texts");
    }

    List<String> optionalTexts(String field) {
        return has(field) ? texts(field) : List.of();
    }

    /// An object inside this one.
    Row object(String field) {
        return optionalObject(field).orElseThrow(() -> missing(field));
    }

    Optional<Row> optionalObject(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        if (fields.get(field) instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> inside = new LinkedHashMap<>();
            map.forEach((name, value) -> inside.put(String.valueOf(name), value));
            return Optional.of(new Row(place, inside));
        }
        throw wrong(field, "is no object");
    }

    private Object value(String field) {
        Object value = fields.get(field);
        if (value == null) {
            throw missing(field);
        }
        return value;
    }

    private UnusableInputException missing(String field) {
        return new UnusableInputException(TaskFile.CODE, "%s: the field “%s” is missing.".formatted(place, field));
    }

    UnusableInputException wrong(String field, String what) {
        return new UnusableInputException(TaskFile.CODE, "%s: the field “%s” %s.".formatted(place, field, what));
    }
}
