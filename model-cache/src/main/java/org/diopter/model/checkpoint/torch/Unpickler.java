package org.diopter.model.checkpoint.torch;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.diopter.model.checkpoint.torch.Global.Function;
import org.jspecify.annotations.Nullable;

/// Reads a pickle of protocol 2 to 5 that holds tensors and plain Python values, and runs nothing: a [Global] is all that a name can stand for, and
/// any other name ends the reading at once.
///
/// A pickle is a program for a stack machine. Values come out as maps, lists (of tuples, too), strings, longs, doubles, booleans, byte arrays, nulls
/// and [TorchTensor]s.
final class Unpickler {
    private static final int HIGHEST_PROTOCOL = 5;
    private static final int LOWEST_PROTOCOL = 2;
    /// Lists, marks and places in the memo take more memory than the byte that asks for one; no state dict has nearly so many.
    private static final int MAX_MADE = 1 << 20;

    private final Refusals refusals;
    private final PickleInput in;
    private final TensorBuilder tensors;
    private final List<@Nullable Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Long, @Nullable Object> memo = new HashMap<>();
    private int made;

    /// @param pickle the whole of it
    Unpickler(Refusals refusals, MemorySegment pickle, TensorBuilder tensors) {
        this.refusals = refusals;
        this.in = new PickleInput(refusals, pickle);
        this.tensors = tensors;
    }

    /// The value.
    @Nullable Object load() {
        while (true) {
            int opcode = in.uint8();
            if (opcode == '.') {
                return pop();
            }
            boolean known = atom(opcode) || container(opcode) || memo(opcode) || name(opcode);
            if (!known) {
                throw refusals.refused("holds a pickle with operation 0x%02x at byte %d, which tensors and plain values do not need"
                        .formatted(opcode, in.position() - 1));
            }
        }
    }

    /// Values without parts, and what only moves the stack.
    private boolean atom(int opcode) {
        switch (opcode) {
            case 0x80 -> protocol(in.uint8());
            case 0x95 -> in.int64(); // the length of a frame, which only helps those who read ahead
            case 'N' -> stack.add(null);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'J' -> stack.add((long) in.int32());
            case 'K' -> stack.add((long) in.uint8());
            case 'M' -> stack.add((long) in.uint16());
            case 0x8a -> stack.add(in.integer(in.uint8()));
            case 0x8b -> stack.add(in.integer(in.int32()));
            case 'G' -> stack.add(in.float64());
            case 'X', 'T' -> stack.add(in.text(in.uint32()));
            case 0x8c, 'U' -> stack.add(in.text(in.uint8()));
            case 0x8d -> stack.add(in.text(in.int64()));
            case 'B' -> stack.add(in.bytes(in.uint32()));
            case 'C' -> stack.add(in.bytes(in.uint8()));
            case 0x8e -> stack.add(in.bytes(in.int64()));
            case '(' -> mark();
            case '0' -> pop();
            case '1' -> popMark();
            case '2' -> stack.add(top());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void protocol(int version) {
        if (version < LOWEST_PROTOCOL || version > HIGHEST_PROTOCOL) {
            throw refusals.refused("holds a pickle of protocol %d; %d to %d are read".formatted(version, LOWEST_PROTOCOL, HIGHEST_PROTOCOL));
        }
    }

    private boolean container(int opcode) {
        switch (opcode) {
            case ']' -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case ')' -> push(List.of());
            case 'l' -> push(new ArrayList<>(popMark()));
            case 'd' -> {
                Map<Object, @Nullable Object> map = new LinkedHashMap<>();
                putAll(map, popMark());
                push(map);
            }
            case 't' -> push(Collections.unmodifiableList(popMark()));
            case 0x85, 0x86, 0x87 -> push(Collections.unmodifiableList(pop(opcode - 0x84)));
            case 'a' -> append(pop(1));
            case 'e' -> append(popMark());
            case 's' -> putAll(pop(2));
            case 'u' -> putAll(popMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memo(int opcode) {
        switch (opcode) {
            case 'q' -> remember(in.uint8());
            case 'r' -> remember(in.uint32());
            case 0x94 -> remember(memo.size());
            case 'h' -> stack.add(remembered(in.uint8()));
            case 'j' -> stack.add(remembered(in.uint32()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void remember(long key) {
        count();
        memo.put(key, top());
    }

    private @Nullable Object remembered(long key) {
        if (!memo.containsKey(key)) {
            throw refusals.damaged("its pickle refers to value %d, which it has not made".formatted(key));
        }
        return memo.get(key);
    }

    /// Names, and what is done with those that are admitted.
    private boolean name(int opcode) {
        switch (opcode) {
            case 'c' -> stack.add(admitted(in.line(), in.line()));
            case 'i' -> throw forbidden(in.line() + "." + in.line());
            case 0x93 -> {
                Object name = pop();
                Object module = pop();
                stack.add(admitted(String.valueOf(module), String.valueOf(name)));
            }
            case 'Q' -> stack.add(tensors.storage(pop()));
            case 'R' -> {
                Object arguments = pop();
                push(call(pop(), arguments));
            }
            case 'b' -> setState();
            default -> {
                return false;
            }
        }
        return true;
    }

    private Global admitted(String module, String name) {
        String qualified = module + "." + name;
        return Global.of(qualified).orElseThrow(() -> forbidden(qualified));
    }

    private RuntimeException forbidden(String name) {
        return refusals.refused("contains %.80s, which is no tensor. Nothing of the file was run".formatted(name));
    }

    private Object call(@Nullable Object function, @Nullable Object arguments) {
        if (!(function instanceof Function admitted) || !(arguments instanceof List<?> list)) {
            throw refusals.damaged("its pickle calls what is no function");
        }
        return switch (admitted) {
            case ORDERED_DICT -> orderedDict(list);
            case TENSOR, TENSOR_V2 -> tensors.tensor(list);
            case PARAMETER -> tensors.parameter(list);
        };
    }

    /// Of nothing, or of a list of pairs as Python 2 wrote it.
    private Map<Object, @Nullable Object> orderedDict(List<?> arguments) {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        if (arguments.isEmpty()) {
            return map;
        }
        if (arguments.size() == 1 && arguments.getFirst() instanceof List<?> pairs) {
            for (Object item : pairs) {
                if (!(item instanceof List<?> pair) || pair.size() != 2) {
                    throw refusals.damaged("an OrderedDict is made of something else than pairs");
                }
                put(map, pair.get(0), pair.get(1));
            }
            return map;
        }
        throw refusals.damaged("an OrderedDict is made of something else than pairs");
    }

    /// Attributes of an OrderedDict, such as the `_metadata` of a state dict, hold no tensors and are left out.
    private void setState() {
        Object state = pop();
        if (!(top() instanceof Map<?, ?>) || !(state instanceof Map<?, ?>)) {
            throw refusals.damaged("its pickle sets attributes of what has none");
        }
    }

    private void push(Object container) {
        count();
        stack.add(container);
    }

    private void mark() {
        count();
        marks.push(stack.size());
    }

    private void count() {
        made++;
        if (made > MAX_MADE) {
            throw refusals.refused("holds a pickle with more than %d parts".formatted(MAX_MADE));
        }
    }

    @SuppressWarnings("unchecked") // Every ArrayList on the stack was made here; tuples are no ArrayLists.
    private void append(List<@Nullable Object> items) {
        if (!(top() instanceof ArrayList<?> list)) {
            throw refusals.damaged("its pickle adds to what is no list");
        }
        ((List<@Nullable Object>) list).addAll(items);
    }

    @SuppressWarnings("unchecked") // Every map on the stack was made here.
    private void putAll(List<@Nullable Object> items) {
        if (!(top() instanceof LinkedHashMap<?, ?> map)) {
            throw refusals.damaged("its pickle sets entries of what is no map");
        }
        putAll((Map<Object, @Nullable Object>) map, items);
    }

    private void putAll(Map<Object, @Nullable Object> map, List<@Nullable Object> items) {
        if (items.size() % 2 != 0) {
            throw refusals.damaged("a map in its pickle has a key without a value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            put(map, items.get(i), items.get(i + 1));
        }
    }

    private void put(Map<Object, @Nullable Object> map, @Nullable Object key, @Nullable Object value) {
        if (key instanceof String || key instanceof Long || key instanceof Double || key instanceof Boolean) {
            map.put(key, value);
        } else {
            throw refusals.refused("contains a map whose keys are neither texts nor numbers");
        }
    }

    private @Nullable Object top() {
        requireOnStack(1);
        return stack.getLast();
    }

    private @Nullable Object pop() {
        requireOnStack(1);
        return stack.removeLast();
    }

    private List<@Nullable Object> pop(int count) {
        requireOnStack(count);
        return take(stack.size() - count);
    }

    /// Everything above the last mark.
    private List<@Nullable Object> popMark() {
        if (marks.isEmpty()) {
            throw refusals.damaged("its pickle ends a group that it has not begun");
        }
        return take(marks.pop());
    }

    private List<@Nullable Object> take(int from) {
        List<@Nullable Object> tail = stack.subList(from, stack.size());
        List<@Nullable Object> taken = new ArrayList<>(tail);
        tail.clear();
        return taken;
    }

    private void requireOnStack(int count) {
        int floor = marks.isEmpty() ? 0 : marks.peek();
        if (stack.size() - floor < count) {
            throw refusals.damaged("its pickle takes a value where there is none, at byte %d".formatted(in.position() - 1));
        }
    }
}
