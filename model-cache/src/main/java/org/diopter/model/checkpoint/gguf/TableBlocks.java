package org.diopter.model.checkpoint.gguf;

/// The IQ4 types: a nibble is an index into a fixed table of steps.
final class TableBlocks {
    private static final byte[] STEPS = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

    private TableBlocks() {}

    /// IQ4_NL: d, 16 bytes of nibbles for 32 values, low ones first.
    static void iq4(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++, to += 32) {
            steps(PlainBlocks.half(in, block * 18), in, block * 18 + 2, out, to);
        }
    }

    /// IQ4_XS: d, 16 bits of high pairs and 4 bytes of low nibbles that make the scales of 8 groups, 128 bytes of nibbles: 256 values.
    static void iq4Super(byte[] in, int blocks, float[] out, int to) {
        for (int block = 0; block < blocks; block++) {
            int at = block * 136;
            float d = PlainBlocks.half(in, at);
            int high = PlainBlocks.bits(in, at + 2);
            for (int group = 0; group < 8; group++, to += 32) {
                int scale = in[at + 4 + group / 2] >> group % 2 * 4 & 15 | (high >> group * 2 & 3) << 4;
                steps(d * (scale - 32), in, at + 8 + group * 16, out, to);
            }
        }
    }

    private static void steps(float scale, byte[] in, int from, float[] out, int to) {
        for (int i = 0; i < 16; i++) {
            out[to + i] = scale * STEPS[in[from + i] & 15];
            out[to + 16 + i] = scale * STEPS[in[from + i] >> 4 & 15];
        }
    }
}
