package org.diopter.model.checkpoint.gguf;

/// The K types: blocks of 256 values in groups of 16 or 32, each group with a small integer scale, for some a minimum, that the block's half-precision
/// numbers `d` and `dmin` multiply. A group's scale is rounded to float32 before it multiplies the values.
final class SuperBlocks {
    private static final int VALUES = 256;

    private SuperBlocks() {}

    /// Q2_K: 16 bytes of scale (low nibble) and minimum (high nibble), 64 bytes of 2-bit values, d, dmin. Each run of 32 bytes holds 128 values, two
    /// bits of every byte for each run of 32.
    static void q2(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++) {
            int at = block * 84;
            float d = PlainBlocks.half(in, at + 80);
            float dmin = PlainBlocks.half(in, at + 82);
            for (int group = 0; group < 16; group++, to += 16) {
                float scale = d * (in[at + group] & 15);
                float minimum = dmin * (in[at + group] >> 4 & 15);
                int from = at + 16 + group / 8 * 32 + group % 2 * 16;
                int shift = group / 2 % 4 * 2;
                for (int i = 0; i < 16; i++) {
                    out[to + i] = scale * (in[from + i] >> shift & 3) - minimum;
                }
            }
        }
    }

    /// Q3_K: 32 bytes of third bits, 64 bytes of low pairs as in Q2_K, 12 bytes of 6-bit scales, d. A third bit of 0 takes 4 off.
    static void q3(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++) {
            int at = block * 110;
            float d = PlainBlocks.half(in, at + 108);
            for (int group = 0; group < 16; group++, to += 16) {
                int low = in[at + 96 + group % 8] >> group / 8 * 4 & 15;
                int high = in[at + 104 + group % 4] >> group / 4 * 2 & 3;
                float scale = d * ((low | high << 4) - 32);
                int thirds = at + group % 2 * 16;
                int pairs = at + 32 + group / 8 * 32 + group % 2 * 16;
                int bit = group / 2;
                int shift = group / 2 % 4 * 2;
                for (int i = 0; i < 16; i++) {
                    out[to + i] = scale * ((in[pairs + i] >> shift & 3 | (in[thirds + i] >> bit & 1) << 2) - 4);
                }
            }
        }
    }

    /// Q4_K: d, dmin, 12 bytes of 6-bit scales and minimums, 128 bytes of nibbles: each run of 32 bytes is one group low and one high.
    static void q4(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++) {
            int at = block * 144;
            float d = PlainBlocks.half(in, at);
            float dmin = PlainBlocks.half(in, at + 2);
            for (int group = 0; group < 8; group++, to += 32) {
                float scale = d * scale(in, at + 4, group);
                float minimum = dmin * minimum(in, at + 4, group);
                int from = at + 16 + group / 2 * 32;
                int shift = group % 2 * 4;
                for (int i = 0; i < 32; i++) {
                    out[to + i] = scale * (in[from + i] >> shift & 15) - minimum;
                }
            }
        }
    }

    /// Q5_K: as Q4_K with 32 bytes of fifth bits before the nibbles, one bit of every byte for each group.
    static void q5(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++) {
            int at = block * 176;
            float d = PlainBlocks.half(in, at);
            float dmin = PlainBlocks.half(in, at + 2);
            for (int group = 0; group < 8; group++, to += 32) {
                float scale = d * scale(in, at + 4, group);
                float minimum = dmin * minimum(in, at + 4, group);
                int from = at + 48 + group / 2 * 32;
                int shift = group % 2 * 4;
                for (int i = 0; i < 32; i++) {
                    out[to + i] = scale * (in[from + i] >> shift & 15 | (in[at + 16 + i] >> group & 1) << 4) - minimum;
                }
            }
        }
    }

    /// Q6_K: 128 bytes of low nibbles, 64 bytes of high pairs, 16 signed scales, d. Each half of 128 values has 64 bytes of nibbles, whose low halves are
    /// its first 64 values, and 32 bytes of pairs.
    static void q6(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++, to += VALUES) {
            int at = block * 210;
            float d = PlainBlocks.half(in, at + 208);
            for (int group = 0; group < 16; group++) {
                float scale = d * in[at + 192 + group];
                int half = group / 8;
                int run = group % 8 / 2; // of 32 values in the half
                int nibbles = at + half * 64 + run % 2 * 32 + group % 2 * 16;
                int pairs = at + 128 + half * 32 + group % 2 * 16;
                int nibbleShift = run / 2 * 4;
                int pairShift = run * 2;
                for (int i = 0; i < 16; i++) {
                    out[to + group * 16 + i] =
                            scale * ((in[nibbles + i] >> nibbleShift & 15 | (in[pairs + i] >> pairShift & 3) << 4) - 32);
                }
            }
        }
    }

    /// The 6-bit scale of a group out of the 12 bytes of Q4_K and Q5_K.
    private static int scale(byte[] in, int at, int group) {
        return group < 4 ? in[at + group] & 63 : in[at + group + 4] & 15 | (in[at + group - 4] >> 6 & 3) << 4;
    }

    /// The 6-bit minimum of a group.
    private static int minimum(byte[] in, int at, int group) {
        return group < 4 ? in[at + group + 4] & 63 : in[at + group + 4] >> 4 & 15 | (in[at + group] >> 6 & 3) << 4;
    }
}
