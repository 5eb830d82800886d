package org.diopter.views.figure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/// Which characters of which faces a file uses, and the parts of the fonts that hold them.
final class UsedGlyphs {
    /// What drawing needs, without the tables of positioning and substitution: Java lays the text out, and their data are larger than the glyphs.
    private static final List<String> TABLES = List.of(
            "head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap", "name", "OS/2", "post", "cvt ", "fpgm", "prep", "gasp");

    private final Map<Face, Set<Integer>> characters = new EnumMap<>(Face.class);

    void add(Face face, String text) {
        Set<Integer> own = characters.computeIfAbsent(face, f -> new TreeSet<>());
        text.codePoints().forEach(own::add);
    }

    Set<Face> faces() {
        return characters.keySet();
    }

    /// A TrueType font with these characters alone.
    byte[] subset(Face face) throws IOException {
        try (InputStream in = face.open(); TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
            TTFSubsetter subsetter = new TTFSubsetter(font, TABLES);
            subsetter.addAll(characters.getOrDefault(face, Set.of()));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            subsetter.writeToStream(bytes);
            return bytes.toByteArray();
        }
    }
}
