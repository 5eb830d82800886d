package org.diopter.model.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenSpansTest {
    @Test
    void bytesGiveSpansInUtf16() {
        TokenSpans spans = TokenSpans.ofBytes("a🙂b", pieces("a", "🙂", "b")).orElseThrow();

        assertSpans(spans, 0, 1, 1, 3, 3, 4);
    }

    @Test
    void partsOfACharacterShareItsSpan() {
        byte[] emoji = "🙂".getBytes(StandardCharsets.UTF_8);

        List<byte[]> pieces = List.of(Arrays.copyOf(emoji, 2), Arrays.copyOfRange(emoji, 2, 4), "é".getBytes(StandardCharsets.UTF_8));
        TokenSpans spans = TokenSpans.ofBytes("🙂é", pieces).orElseThrow();

        assertSpans(spans, 0, 2, 0, 2, 2, 3);
    }

    @Test
    void aTokenOverTheEndOfACharacterCoversBoth() {
        TokenSpans spans = TokenSpans.ofBytes("éx", List.of(new byte[] {(byte) 0xC3}, new byte[] {(byte) 0xA9, 'x'})).orElseThrow();

        assertSpans(spans, 0, 1, 0, 2);
    }

    @Test
    void aTokenOfNoTextIsEmptyWhereItStands() {
        assertSpans(TokenSpans.ofBytes("ab", pieces("", "ab", "")).orElseThrow(), 0, 0, 0, 2, 2, 2);
        assertSpans(TokenSpans.ofBytes("", pieces("")).orElseThrow(), 0, 0);
        assertSpans(TokenSpans.ofBytes("", pieces()).orElseThrow());
    }

    @Test
    void aLeadingSpaceThatTheTextLacksBelongsToNoCharacter() {
        assertSpans(TokenSpans.ofBytes("ab", pieces("", " a", "b")).orElseThrow(), 0, 0, 0, 1, 1, 2);
        assertSpans(TokenSpans.ofBytes("é", pieces(" ", "é")).orElseThrow(), 0, 0, 0, 1);
    }

    @Test
    void bytesThatAreNotTheTextGiveNothing() {
        assertEquals(Optional.empty(), TokenSpans.ofBytes("ab", pieces("a")));
        assertEquals(Optional.empty(), TokenSpans.ofBytes("ab", pieces("a", "c")));
        assertEquals(Optional.empty(), TokenSpans.ofBytes("ab", pieces("xab")));
        assertEquals(Optional.empty(), TokenSpans.ofBytes("", pieces("a")));
    }

    @Test
    void codePointsAreTurnedIntoUtf16() {
        TokenSpans spans = TokenSpans.ofCodePoints("a🙂b", new CharSpan[] {null, new CharSpan(0, 1), new CharSpan(1, 2), new CharSpan(2, 3), null});

        assertSpans(spans, 0, 0, 0, 1, 1, 3, 3, 4, 4, 4);
    }

    @Test
    void marksThatNoOtherTokenBeginsWithGoWithTheirBase() {
        TokenSpans composed = TokenSpans.ofCodePoints("e\u0301x", new CharSpan[] {new CharSpan(0, 1), new CharSpan(0, 1), new CharSpan(2, 3)});
        TokenSpans apart = TokenSpans.ofCodePoints("e\u0301x", new CharSpan[] {new CharSpan(0, 1), new CharSpan(1, 2), new CharSpan(2, 3)});

        assertSpans(composed, 0, 2, 0, 2, 2, 3);
        assertSpans(apart, 0, 1, 1, 2, 2, 3);
    }

    @Test
    void offsetsThatCannotBeAreEmpty() {
        CharSpan[] offsets = {new CharSpan(0, 2), new CharSpan(-1, 9), new CharSpan(2, 1), new CharSpan(2, 4)};
        TokenSpans spans = TokenSpans.ofCodePoints("abc", offsets);

        assertSpans(spans, 0, 2, 2, 2, 2, 2, 2, 2);
    }

    private static List<byte[]> pieces(String... pieces) {
        return Arrays.stream(pieces).map(piece -> piece.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static void assertSpans(TokenSpans spans, int... startsAndEnds) {
        int[] interleaved = new int[2 * spans.starts().length];
        for (int i = 0; i < spans.starts().length; i++) {
            interleaved[2 * i] = spans.starts()[i];
            interleaved[2 * i + 1] = spans.ends()[i];
        }
        assertArrayEquals(startsAndEnds, interleaved);
    }
}
