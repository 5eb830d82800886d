package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PaletteTest {
    @ParameterizedTest
    @EnumSource
    void textIsReadableOnEveryGround(Theme theme) {
        Palette p = theme.palette();
        List<Color> texts = Stream.concat(
                        Stream.of(p.text(), p.text2(), p.text3(), p.accent(), p.edit(), p.ok(), p.warning(), p.error()), p.series().stream())
                .toList();
        for (Color text : texts) {
            for (Color ground : List.of(p.background(), p.panel(), p.panel2())) {
                double contrast = contrast(text, ground);
                assertTrue(contrast >= 4.5, () -> Palette.css(text) + " on " + Palette.css(ground) + " has " + contrast);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void marksStandOutFromTheirGround(Theme theme) {
        Palette p = theme.palette();
        for (Color ground : List.of(p.background(), p.panel(), p.panel2())) {
            assertTrue(contrast(p.fieldLine(), ground) >= 3, () -> Palette.css(ground));
        }
        assertTrue(contrast(p.ink(), p.halo()) >= 15);
    }

    @Test
    void tokensAreThoseOfTheGuide() {
        assertEquals("#1D5FD1", Palette.css(Palette.LIGHT.accent()));
        assertEquals("#FF9D63", Palette.css(Palette.DARK.edit()));
        assertEquals("#8C6200", Palette.css(Palette.LIGHT.series(4)));
        assertEquals("#C3C9D1", Palette.css(Palette.LIGHT.evicted()));
        assertEquals("#101214", Palette.css(Palette.DARK.halo()));
        assertEquals("#FFFFFF", Palette.css(Palette.PRINT.background()));
    }

    @Test
    void fromTheSixthLineOnTheDashChanges() {
        Palette p = Palette.LIGHT;
        assertEquals(p.series(0), p.series(5));
        assertEquals(p.stroke(0, 2), p.stroke(4, 2));
        assertNotEquals(p.stroke(0, 2), p.stroke(5, 2));
        assertNotEquals(p.stroke(5, 2), p.stroke(10, 2));
    }

    static double contrast(Color a, Color b) {
        double high = Math.max(ColorRamp.luminance(a), ColorRamp.luminance(b));
        double low = Math.min(ColorRamp.luminance(a), ColorRamp.luminance(b));
        return (high + 0.05) / (low + 0.05);
    }
}
