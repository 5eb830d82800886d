package org.diopter.model.checkpoint.gguf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Blocks of 32 values: a half-precision scale `d`, for some a half-precision minimum `m`, for some a word of fifth bits, then the values. The low
/// nibbles of the 16 bytes are values 0 to 15, the high ones 16 to 31.
final class LegacyBlocks {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int VALUES = 32;
    private static final int HALF = 16;

    private LegacyBlocks() {}

    /// Q4_0: d · (q − 8).
    static void q4Offset(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++, to += VALUES) {
            int at = block * 18;
            float d = PlainBlocks.half(in, at);
            for (int i = 0; i < HALF; i++) {
                int q = in[at + 2 + i];
                out[to + i] = d * ((q & 15) - 8);
                out[to + HALF + i] = d * ((q >> 4 & 15) - 8);
            }
        }
    }

    /// Q4_1: d · q + m.
    static void q4Minimum(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++, to += VALUES) {
            int at = block * 20;
            float d = PlainBlocks.half(in, at);
            float m = PlainBlocks.half(in, at + 2);
            for (int i = 0; i < HALF; i++) {
                int q = in[at + 4 + i];
                out[to + i] = d * (q & 15) + m;
                out[to + HALF + i] = d * (q >> 4 & 15) + m;
            }
        }
    }

    /// Q5_0: d · (q − 16).
    static void q5Offset(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++, to += VALUES) {
            int at = block * 22;
            float d = PlainBlocks.half(in, at);
            int fifth = (int) WORD.get(in, at + 2);
            for (int i = 0; i < HALF; i++) {
                int q = in[at + 6 + i];
                out[to + i] = d * ((q & 15 | (fifth >> i & 1) << 4) - 16);
                out[to + HALF + i] = d * ((q >> 4 & 15 | (fifth >> i + HALF & 1) << 4) - 16);
            }
        }
    }

    /// Q5_1: d · q + m.
    static void q5Minimum(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++, to += VALUES) {
            int at = block * 24;
            float d = PlainBlocks.half(in, at);
            float m = PlainBlocks.half(in, at + 2);
            int fifth = (int) WORD.get(in, at + 4);
            for (int i = 0; i < HALF; i++) {
                int q = in[at + 8 + i];
                out[to + i] = d * (q & 15 | (fifth >> i & 1) << 4) + m;
                out[to + HALF + i] = d * (q >> 4 & 15 | (fifth >> i + HALF & 1) << 4) + m;
            }
        }
    }

    /// Q8_0: d · q.
    static void q8(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++, to += VALUES) {
            int at = block * 34;
            float d = PlainBlocks.half(in, at);
            for (int i = 0; i < VALUES; i++) {
                out[to + i] = d * in[at + 2 + i];
            }
        }
    }
}
