package org.diopter.model.checkpoint.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The pickle of a state dict: protocol 2, no memo.
final class PickleWriter {
    private static final String ORDERED_DICT = "ccollections\nOrderedDict\n)R";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        put(0x80, 2).put(ORDERED_DICT).put('(');
    }

    /// An entry: its name, and a call that makes its tensor of a whole storage.
    void tensor(String name, String key, List<Long> shape) {
        long elements = shape.stream().reduce(1L, Math::multiplyExact);
        text(name).put("ctorch._utils\n_rebuild_tensor_v2\n((").text("storage").put("ctorch\nFloatStorage\n");
        text(key).text("cpu").integer(elements).put("tQ").integer(0).naturals(shape).naturals(strides(shape));
        put(0x89).put(ORDERED_DICT).put("tR");
    }

    /// All of it.
    byte[] end() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(out.toByteArray());
        whole.writeBytes(new byte[] {'u', '.'});
        return whole.toByteArray();
    }

    private static List<Long> strides(List<Long> shape) {
        Long[] strides = new Long[shape.size()];
        long stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.get(axis);
        }
        return List.of(strides);
    }

    private PickleWriter naturals(List<Long> numbers) {
        put('(');
        numbers.forEach(this::integer);
        return put('t');
    }

    private PickleWriter integer(long number) {
        out.write(0x8a);
        out.write(Long.BYTES);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
        return this;
    }

    private PickleWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(utf8.length).array());
        out.writeBytes(utf8);
        return this;
    }

    private PickleWriter put(String ascii) {
        out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private PickleWriter put(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }
}
