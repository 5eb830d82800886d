package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.diopter.model.tokenizer.Token;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;

final class TokenLabelTest {
    @Test
    void aLeadingSpaceIsAFaintMark() {
        TokenLabel label = label(" Rome");
        assertEquals("␣Rome", label.text());
        assertTrue(label.pieces().get(0).faint());
        assertFalse(label.pieces().get(1).faint());
        assertEquals(" Rome", label.spoken());
    }

    @Test
    void lineEndsTabsAndControlsAreGlyphs() {
        assertEquals("⏎⏎", label("\n\n").text());
        assertEquals("⇥", label("\t").text());
        assertEquals("\\x0B", label("\u000B").text());
        assertEquals("\\x0D⏎", label("\r\n").text());
        assertEquals("\\x7F", label("\u007F").text());
    }

    @Test
    void charactersThatActAreWrittenByCode() {
        assertEquals("\\u202Eevil", label("\u202Eevil").text());
        assertEquals("a\\u200Bb", label("a\u200Bb").text());
        assertEquals("\\u200D", label("\u200D").text());
        assertEquals("❤\\uFE0F", label("❤\uFE0F").text());
        assertEquals("\\u00A0", label("\u00A0").text());
        assertEquals("\\u2028", label("\u2028").text());
        assertEquals("\\u{E0001}", label(Character.toString(0xE0001)).text());
    }

    @Test
    void pilesOfMarksEnd() {
        String pile = "a" + "\u0301".repeat(9);
        assertEquals("a\u0301\u0301\u0301" + "\\u0301".repeat(6), label(pile).text());
    }

    @Test
    void aMarkAloneGetsACircle() {
        assertEquals("◌\u0301", label("\u0301").text());
        assertEquals("␣◌\u0301", label(" \u0301").text());
    }

    @Test
    void scriptsStayAsTheyAre() {
        assertEquals("意大利", label("意大利").text());
        assertEquals("␣مرحبا", label(" مرحبا").text());
        assertEquals("😀", label("😀").text());
    }

    @Test
    void bytesThatAreNoTextAreInBrackets() {
        assertEquals("␣⟨F0 9F⟩", label(bytes("20F09F")).text());
        assertEquals("⟨E2⟩", label(bytes("E2")).text());
        assertEquals("⟨80⟩a⟨FF⟩", label(bytes("8061FF")).text());
        assertEquals("⟨C0 80⟩", label(bytes("C080")).text(), "overlong forms are no text");
        assertEquals("⟨ED A0 80⟩", label(bytes("EDA080")).text(), "surrogates are no text");
    }

    @Test
    void specialTokensAreNamed() {
        assertEquals("⟨eot⟩", special("<|endoftext|>"));
        assertEquals("⟨s⟩", special("<s>"));
        assertEquals("⟨/s⟩", special("</s>"));
        assertEquals("⟨begin_of_text⟩", special("<|begin_of_text|>"));
    }

    @Test
    void ordinaryTextThatLooksSpecialIsNot() {
        assertEquals("<|endoftext|>", label("<|endoftext|>").text());
    }

    @Test
    void neighboursTellWhichCharacterIsSplit() {
        List<TokenLabel> labels = TokenGlyphs.labels(List.of(
                token(0, bytes("2041F09F")), token(1, bytes("98")), token(2, bytes("8021")), token(3, bytes("62"))));
        assertEquals("␣A⟨F0 9F⟩ (part of 😀)", labels.get(0).description());
        assertEquals("⟨98⟩ (part of 😀)", labels.get(1).description());
        assertEquals("⟨80⟩! (part of 😀)", labels.get(2).description());
        assertEquals("b", labels.get(3).description());
    }

    @Test
    void aSplitCharacterThatActsIsWrittenByCode() {
        List<TokenLabel> labels = TokenGlyphs.labels(List.of(token(0, bytes("E280")), token(1, bytes("AE"))));
        assertEquals("⟨E2 80⟩ (part of \\u202E)", labels.getFirst().description());
    }

    @Test
    void charactersAreNotJoinedAcrossSpecialTokens() {
        List<TokenLabel> labels = TokenGlyphs.labels(List.of(
                token(0, bytes("F09F")), new Token(1, "<s>".getBytes(StandardCharsets.UTF_8), true), token(2, bytes("9880"))));
        assertEquals("", labels.get(0).partOf());
        assertEquals("", labels.get(2).partOf());
    }

    @Test
    void withoutATokenizerIdsAreWritten() {
        TokenLabels labels = TokenLabels.of(TokenSequence.of(302, 692), Optional.empty());
        assertEquals("302", labels.input(0).text());
        assertEquals("7", labels.token(7).text());
    }

    @Test
    void idsThatTheTokenizerDoesNotKnowAreWritten() {
        TokenLabels labels = TokenLabels.of(TokenSequence.of(1, 99_999), Optional.of(Examples.TOKENIZER));
        assertEquals("The", labels.input(0).text());
        assertEquals("99999", labels.input(1).text());
    }

    private static TokenLabel label(String text) {
        return label(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TokenLabel label(byte[] bytes) {
        return TokenGlyphs.label(token(0, bytes));
    }

    private static Token token(int id, byte[] bytes) {
        return new Token(id, bytes, false);
    }

    private static String special(String name) {
        return TokenGlyphs.label(new Token(0, name.getBytes(StandardCharsets.UTF_8), true)).text();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
