package org.diopter.model.checkpoint.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns what a pickle made into a value: it never changes, it does not contain itself, and it is not nested deeper than any reader goes. A part that
/// occurs twice stays one object, so that a small pickle cannot grow into a large tree.
final class PickledValue {
    private static final int MAX_DEPTH = 100;

    private final Refusals refusals;
    private final IdentityHashMap<Object, Object> done = new IdentityHashMap<>();

    private PickledValue(Refusals refusals) {
        this.refusals = refusals;
    }

    static @Nullable Object of(Refusals refusals, @Nullable Object made) {
        return new PickledValue(refusals).frozen(made, 0);
    }

    private @Nullable Object frozen(@Nullable Object made, int depth) {
        if (depth > MAX_DEPTH) {
            throw refusals.refused("contains values nested more than %d deep, or one that contains itself".formatted(MAX_DEPTH));
        }
        return switch (made) {
            case null -> null;
            case Global _, TorchStorage _ -> throw refusals.refused("contains parts of tensors outside of any tensor");
            case List<?> list -> known(list, frozen(list, depth));
            case Map<?, ?> map -> known(map, frozen(map, depth));
            default -> made;
        };
    }

    private Object known(Object made, Object frozen) {
        done.put(made, frozen);
        return frozen;
    }

    private Object frozen(List<?> made, int depth) {
        Object known = done.get(made);
        if (known != null) {
            return known;
        }
        List<@Nullable Object> list = new ArrayList<>(made.size());
        for (Object item : made) {
            list.add(frozen(item, depth + 1));
        }
        return Collections.unmodifiableList(list);
    }

    private Object frozen(Map<?, ?> made, int depth) {
        Object known = done.get(made);
        if (known != null) {
            return known;
        }
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        made.forEach((key, value) -> map.put(key, frozen(value, depth + 1)));
        return Collections.unmodifiableMap(map);
    }
}
