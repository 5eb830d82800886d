package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FaceTest {
    private static final String GLYPHS = "␣⏎⇥⟨⟩−×≥≤Δ…·“”‘’→√±Σℓραλσ–— éßøřžАяёΑωÅ½";

    @ParameterizedTest
    @EnumSource
    void everyGlyphOfTheProgramIsThere(Face face) {
        GLYPHS.codePoints().forEach(c -> assertTrue(face.has(c), () -> face + " lacks " + Character.toString(c)));
    }

    @ParameterizedTest
    @EnumSource
    void digitsAreEquallyWide(Face face) {
        double zero = TextLine.of("0", face, 11).width();
        for (char digit = '1'; digit <= '9'; digit++) {
            assertEquals(zero, TextLine.of(String.valueOf(digit), face, 11).width(), 1e-3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFontTellsItsFace(Face face) {
        assertSame(face, Face.of(face.font(9.5)));
    }

    @Test
    void tokensAreMonospaced() {
        double cell = TextLine.of("i", Face.MONO, 11).width();
        assertEquals(6 * cell, TextLine.of("␣Wm⏎⇥…", Face.MONO, 11).width(), 1e-3);
    }

    @Test
    void licencesStandBesideTheFonts() {
        for (String file : List.of("fonts/Inter-OFL.txt", "fonts/JetBrainsMono-OFL.txt")) {
            assertNotNull(Face.class.getResource(file), file);
        }
    }
}
