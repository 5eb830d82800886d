package org.diopter.views.figure;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which font shows a character: the face asked for, else the other bundled family, else the system's.
final class FigureFonts {
    /// Measures text independently of the device, so that a picture's layout is the same at any scale.
    static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private static final Font LOGICAL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    /// What the search through the system's fonts found for a Unicode block; the fonts of a system do not change while it runs.
    private static final Map<Character.UnicodeBlock, Optional<Font>> BY_BLOCK = new ConcurrentHashMap<>();

    private FigureFonts() {}

    /// The bundled face that shows a character in place of the one asked for, or nothing if no bundled one has it.
    static Optional<Face> bundled(int character, Face wanted) {
        if (wanted.has(character)) {
            return Optional.of(wanted);
        }
        Face other = wanted.isSans() ? Face.MONO : Face.SANS;
        return other.has(character) ? Optional.of(other) : Optional.empty();
    }

    /// The system's font for a character that no bundled face has.
    static Optional<Font> system(int character) {
        if (LOGICAL.canDisplay(character)) {
            return Optional.of(LOGICAL);
        }
        Character.UnicodeBlock block = Character.UnicodeBlock.of(character);
        if (block == null) {
            return Optional.empty();
        }
        return BY_BLOCK.computeIfAbsent(block, b -> search(character)).filter(font -> font.canDisplay(character));
    }

    private static Optional<Font> search(int character) {
        for (Font font : GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts()) {
            if (font.canDisplay(character)) {
                return Optional.of(font);
            }
        }
        return Optional.empty();
    }
}
