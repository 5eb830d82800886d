package org.diopter.views.figure;

import java.util.List;
import java.util.stream.Collectors;

/// A token as a picture shows it: glyphs in place of what cannot be seen. No character of it takes part in layout.
///
/// @param pieces in order, at least one
/// @param partOf the character whose bytes the token holds only a part of, where its neighbours tell; else empty
public record TokenLabel(List<Piece> pieces, String partOf) {
    /// @param faint whether it is drawn at half opacity: marks of spaces
    public record Piece(String text, boolean faint) {}

    public TokenLabel {
        pieces = List.copyOf(pieces);
    }

    /// A label of plain text.
    public static TokenLabel of(String text) {
        return new TokenLabel(List.of(new Piece(text, false)), "");
    }

    /// The glyphs as one text: `␣Rome`.
    public String text() {
        return pieces.size() == 1 ? pieces.getFirst().text() : pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    /// The label as it is read aloud: spaces as themselves.
    public String spoken() {
        return pieces.stream().map(piece -> piece.faint() ? " " : piece.text()).collect(Collectors.joining());
    }

    /// The label for tables: [#text()], and what the bytes belong to, where that is known: `⟨F0 9F⟩ (part of 😀)`.
    public String description() {
        return partOf.isEmpty() ? text() : text() + " (part of " + partOf + ")";
    }
}
