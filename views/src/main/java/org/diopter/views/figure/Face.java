package org.diopter.views.figure;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The bundled typefaces: Inter with tabular figures, and JetBrains Mono for tokens. Figures look the same on every machine with them.
public enum Face {
    SANS("Inter-Regular.ttf", "Inter", 400),
    SANS_MEDIUM("Inter-Medium.ttf", "Inter", 500),
    SANS_SEMIBOLD("Inter-SemiBold.ttf", "Inter", 600),
    MONO("JetBrainsMono-Regular.ttf", "JetBrains Mono", 400),
    MONO_BOLD("JetBrainsMono-Bold.ttf", "JetBrains Mono", 700);

    private final String file;
    private final String family;
    private final int weight;
    private final Font font;

    Face(String file, String family, int weight) {
        this.file = file;
        this.family = family;
        this.weight = weight;
        try (InputStream in = open()) {
            font = Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException(file + " is no font", e);
        }
    }

    /// The face of a font that is one of the bundled ones at some size.
    static Face of(Font font) {
        String name = font.getPSName();
        for (Face face : values()) {
            if (face.font.getPSName().equals(name)) {
                return face;
            }
        }
        throw new IllegalArgumentException(name + " is not a bundled font");
    }

    /// Its font at a size in logical pixels.
    public Font font(double size) {
        return font.deriveFont((float) size);
    }

    /// The family as a style sheet names it.
    public String family() {
        return family;
    }

    /// The weight as a style sheet names it, 400 to 700.
    public int weight() {
        return weight;
    }

    /// The bytes of its TrueType file; to be closed by the caller.
    public InputStream open() {
        return Objects.requireNonNull(Face.class.getResourceAsStream("fonts/" + file), file);
    }

    boolean isSans() {
        return family.equals("Inter");
    }

    boolean has(int character) {
        return font.canDisplay(character);
    }
}
