package org.diopter.model.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// How a vocabulary writes down the bytes that its entries stand for.
enum GlyphCode {
    /// GPT-2's: one visible character a byte, `Ġ` for a space. An entry with any other character stands for itself.
    BYTE_LEVEL {
        @Override
        byte[] bytes(String glyphs) {
            byte[] bytes = new byte[glyphs.length()];
            for (int i = 0; i < bytes.length; i++) {
                char glyph = glyphs.charAt(i);
                if (glyph >= BYTE_OF_GLYPH.length || BYTE_OF_GLYPH[glyph] < 0) {
                    return glyphs.getBytes(StandardCharsets.UTF_8);
                }
                bytes[i] = (byte) BYTE_OF_GLYPH[glyph];
            }
            return bytes;
        }
    },

    /// SentencePiece's: text as it is with `▁` for a space, and `<0x0A>` for a byte.
    SENTENCE_PIECE {
        @Override
        byte[] bytes(String glyphs) {
            if (BYTE_NAME.matcher(glyphs).matches()) {
                return new byte[] {(byte) Integer.parseInt(glyphs, 3, 5, 16)};
            }
            return glyphs.replace('▁', ' ').getBytes(StandardCharsets.UTF_8);
        }
    },

    /// Text as it is.
    PLAIN {
        @Override
        byte[] bytes(String glyphs) {
            return glyphs.getBytes(StandardCharsets.UTF_8);
        }
    };

    private static final Pattern BYTE_NAME = Pattern.compile("<0x[0-9A-Fa-f]{2}>");
    private static final int[] BYTE_OF_GLYPH = byteOfGlyph();

    /// The bytes of an entry.
    abstract byte[] bytes(String glyphs);

    /// GPT-2's table: the visible bytes of Latin-1 are themselves, the other 68 are U+0100, U+0101, … in order.
    private static int[] byteOfGlyph() {
        int[] table = new int[0x100 + 68];
        Arrays.fill(table, -1);
        int next = 0x100;
        for (int b = 0; b < 0x100; b++) {
            boolean visible = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            table[visible ? b : next++] = b;
        }
        return table;
    }
}
