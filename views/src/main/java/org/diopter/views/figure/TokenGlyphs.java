package org.diopter.views.figure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.diopter.model.tokenizer.Token;

/// Writes the bytes of tokens with glyphs that can be seen (UI guide §4.4): `␣` `⏎` `⇥`, `\x0B`, `⟨E2 80⟩`, `⟨eot⟩`.
///
/// Text of a model is hostile until shown otherwise: whatever could change direction, join, hide or move other characters is written by code.
final class TokenGlyphs {
    /// Longer piles of combining marks would leave their line.
    private static final int MOST_MARKS = 3;

    private final List<TokenLabel.Piece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final boolean spacesShown;
    private int marks;

    private TokenGlyphs(boolean spacesShown) {
        this.spacesShown = spacesShown;
    }

    static TokenLabel label(Token token) {
        TokenGlyphs glyphs = new TokenGlyphs(true);
        if (token.special()) {
            glyphs.special(new String(token.bytes(), StandardCharsets.UTF_8));
        } else {
            glyphs.bytes(token.bytes());
        }
        return glyphs.finished("");
    }

    /// The labels of neighbouring tokens: where together they hold a character that one alone holds only a part of, its label says of which.
    static List<TokenLabel> labels(List<Token> sequence) {
        List<TokenLabel> labels = new ArrayList<>();
        for (int i = 0; i < sequence.size(); i++) {
            TokenLabel alone = label(sequence.get(i));
            labels.add(sequence.get(i).special() ? alone : new TokenLabel(alone.pieces(), visible(SplitCharacter.at(sequence, i))));
        }
        return labels;
    }

    /// A text on one line, its spaces left as they are.
    static String visible(String text) {
        TokenGlyphs glyphs = new TokenGlyphs(false);
        glyphs.characters(text);
        return glyphs.text.toString();
    }

    private void special(String name) {
        String bare = name.replaceAll("^<\\|?|\\|?>$", "");
        text.append('⟨');
        characters(bare.equals("endoftext") ? "eot" : bare);
        text.append('⟩');
    }

    /// Valid UTF-8 as text, runs of other bytes in brackets.
    private void bytes(byte[] bytes) {
        int from = 0;
        while (from < bytes.length) {
            int length = Utf8.validLength(bytes, from);
            int to = from + Math.max(length, 1);
            if (length == 0) {
                while (to < bytes.length && Utf8.validLength(bytes, to) == 0) {
                    to++;
                }
                text.append('⟨').append(HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes, from, to)).append('⟩');
            } else {
                characters(new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8));
            }
            from = to;
        }
        if (bytes.length == 0) {
            text.append("⟨⟩");
        }
    }

    private void characters(String characters) {
        characters.codePoints().forEach(this::character);
    }

    private void character(int c) {
        boolean mark = isMark(c);
        marks = mark ? marks + 1 : 0;
        switch (c) {
            case ' ' -> space();
            case '\n' -> text.append('⏎');
            case '\t' -> text.append('⇥');
            default -> {
                if (c < 0x100 && Character.isISOControl(c)) {
                    text.append(String.format("\\x%02X", c));
                } else if (isInvisible(c) || mark && marks > MOST_MARKS) {
                    text.append(c > 0xFFFF ? String.format("\\u{%X}", c) : String.format("\\u%04X", c));
                } else {
                    if (mark && (text.isEmpty() || text.charAt(text.length() - 1) == '⟩')) {
                        text.append('◌');
                    }
                    text.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /// Formatting and zero-width characters, spaces other than the space, surrogates, and what has no character.
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE,
                    Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            default -> Utf8.isVariationSelector(c) || c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
        };
    }

    private void space() {
        if (spacesShown) {
            flush();
            pieces.add(new TokenLabel.Piece("␣", true));
        } else {
            text.append(' ');
        }
    }

    private void flush() {
        if (!text.isEmpty()) {
            pieces.add(new TokenLabel.Piece(text.toString(), false));
            text.setLength(0);
        }
    }

    private TokenLabel finished(String partOf) {
        flush();
        return new TokenLabel(pieces, partOf);
    }
}
