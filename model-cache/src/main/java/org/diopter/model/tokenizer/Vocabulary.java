package org.diopter.model.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The entries of a tokenizer by id.
final class Vocabulary {
    private final @Nullable String[] glyphs;
    private final Map<Integer, AddedToken> added;
    private final GlyphCode code;
    private final BitSet missingBytes;

    /// An entry that was added beside the model's own vocabulary and stands for its text as it is.
    ///
    /// @param special whether it is a mark and no text
    record AddedToken(String content, boolean special) {}

    /// @param glyphs by id, as the file writes them; ids may be left out
    /// @param added by id; wins over `glyphs`
    Vocabulary(NavigableMap<Integer, String> glyphs, NavigableMap<Integer, AddedToken> added, GlyphCode code) {
        int size = 1 + Math.max(glyphs.isEmpty() ? -1 : glyphs.lastKey(), added.isEmpty() ? -1 : added.lastKey());
        this.glyphs = new String[size];
        glyphs.forEach((id, glyph) -> this.glyphs[id] = glyph);
        this.added = Map.copyOf(added);
        this.code = code;
        this.missingBytes = code == GlyphCode.BYTE_LEVEL ? missing(glyphs.values()) : new BitSet();
    }

    private static BitSet missing(Collection<String> glyphs) {
        BitSet missing = new BitSet();
        missing.set(0, 0x100);
        for (String glyph : glyphs) {
            if (glyph.length() == 1) {
                byte[] bytes = GlyphCode.BYTE_LEVEL.bytes(glyph);
                missing.clear(Byte.toUnsignedInt(bytes[0]), Byte.toUnsignedInt(bytes[0]) + (bytes.length == 1 ? 1 : 0));
            }
        }
        return missing;
    }

    /// The bytes that a byte-level vocabulary has no entry for. Its tokenizer drops them; of any other vocabulary none.
    BitSet missingBytes() {
        return missingBytes;
    }

    int size() {
        return glyphs.length;
    }

    GlyphCode code() {
        return code;
    }

    /// An entry. An id that the vocabulary leaves out is a mark named after its number.
    Token token(int id) {
        Objects.checkIndex(id, glyphs.length);
        AddedToken mark = added.get(id);
        if (mark != null) {
            return new Token(id, mark.content.getBytes(StandardCharsets.UTF_8), mark.special);
        }
        String glyph = glyphs[id];
        if (glyph == null) {
            return new Token(id, "<id %d>".formatted(id).getBytes(StandardCharsets.UTF_8), true);
        }
        return new Token(id, code.bytes(glyph), false);
    }
}
