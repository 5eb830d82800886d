package org.diopter.model.checkpoint.gguf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Values that are stored one by one.
final class PlainBlocks {
    private static final VarHandle BITS16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private PlainBlocks() {}

    static void f32(byte[] in, int values, float[] out, int to) {
        ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(out, to, values);
    }

    static void f16(byte[] in, int values, float[] out, int to) {
        for (int i = 0; i < values; i++) {
            out[to + i] = half(in, 2 * i);
        }
    }

    static void bf16(byte[] in, int values, float[] out, int to) {
        for (int i = 0; i < values; i++) {
            out[to + i] = Float.intBitsToFloat(bits(in, 2 * i) << 16);
        }
    }

    /// A half-precision number.
    static float half(byte[] in, int at) {
        return Float.float16ToFloat(bits(in, at));
    }

    static short bits(byte[] in, int at) {
        return (short) BITS16.get(in, at);
    }
}
