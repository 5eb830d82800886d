package org.diopter.model.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GlyphCodeTest {
    @Test
    void byteLevelGlyphsAreBytes() {
        assertArrayEquals(utf8(" the"), GlyphCode.BYTE_LEVEL.bytes("Ġthe"));
        assertArrayEquals(utf8("\n\t"), GlyphCode.BYTE_LEVEL.bytes("Ċĉ"));
        assertArrayEquals(utf8("é"), GlyphCode.BYTE_LEVEL.bytes("Ã©"));
        assertArrayEquals(new byte[] {(byte) 0xF0, (byte) 0x9F}, GlyphCode.BYTE_LEVEL.bytes("ðŁ"));
        assertArrayEquals(new byte[] {0x00, (byte) 0xAD, (byte) 0xFF}, GlyphCode.BYTE_LEVEL.bytes("ĀŃÿ"));
    }

    @Test
    void everyByteHasItsOwnGlyph() {
        Set<Byte> bytes = new HashSet<>();
        for (char glyph = 0; glyph < 0x144; glyph++) {
            byte[] decoded = GlyphCode.BYTE_LEVEL.bytes(String.valueOf(glyph));
            boolean standsForItself = !isGlyph(glyph);
            if (!standsForItself) {
                bytes.add(decoded[0]);
            }
        }
        assertEquals(256, bytes.size());
    }

    @Test
    void anEntryWithAnotherCharacterStandsForItself() {
        assertArrayEquals(utf8("a b"), GlyphCode.BYTE_LEVEL.bytes("a b"));
        assertArrayEquals(utf8("日Ġ"), GlyphCode.BYTE_LEVEL.bytes("日Ġ"));
    }

    @Test
    void sentencePieceGlyphsAreTextOrOneByte() {
        assertArrayEquals(utf8(" the cat"), GlyphCode.SENTENCE_PIECE.bytes("▁the▁cat"));
        assertArrayEquals(new byte[] {'\n'}, GlyphCode.SENTENCE_PIECE.bytes("<0x0A>"));
        assertArrayEquals(new byte[] {(byte) 0xE2}, GlyphCode.SENTENCE_PIECE.bytes("<0xE2>"));
        assertArrayEquals(utf8("<0xZZ>"), GlyphCode.SENTENCE_PIECE.bytes("<0xZZ>"));
        assertArrayEquals(utf8("Ġ"), GlyphCode.SENTENCE_PIECE.bytes("Ġ"));
    }

    @Test
    void plainGlyphsAreText() {
        assertArrayEquals(utf8("▁Ġ<0x0A>"), GlyphCode.PLAIN.bytes("▁Ġ<0x0A>"));
    }

    private static boolean isGlyph(char c) {
        return (c >= '!' && c <= '~') || (c >= '¡' && c <= '¬') || c >= '®';
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
