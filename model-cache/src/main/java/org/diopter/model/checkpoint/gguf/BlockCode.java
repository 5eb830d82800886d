package org.diopter.model.checkpoint.gguf;

/// How blocks of one type become float32 values. The arithmetic is float32 in llama.cpp's and the Python package's order, so that values agree to the
/// last bit: a product is rounded before anything is added to it.
@FunctionalInterface
interface BlockCode {
    /// Decodes whole blocks.
    ///
    /// @param in the blocks, from its start
    /// @param out receives their values
    /// @param to index of the first value
    void decode(byte[] in, int blocks, float[] out, int to);

    static BlockCode of(GgufType type) {
        return switch (type) {
            case F32 -> PlainBlocks::f32;
            case F16 -> PlainBlocks::f16;
            case BF16 -> PlainBlocks::bf16;
            case Q4_0 -> LegacyBlocks::q4Offset;
            case Q4_1 -> LegacyBlocks::q4Minimum;
            case Q5_0 -> LegacyBlocks::q5Offset;
            case Q5_1 -> LegacyBlocks::q5Minimum;
            case Q8_0 -> LegacyBlocks::q8;
            case Q2_K -> SuperBlocks::q2;
            case Q3_K -> SuperBlocks::q3;
            case Q4_K -> SuperBlocks::q4;
            case Q5_K -> SuperBlocks::q5;
            case Q6_K -> SuperBlocks::q6;
            case IQ4_NL -> TableBlocks::iq4;
            case IQ4_XS -> TableBlocks::iq4Super;
        };
    }
}
