package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ColorMapTest {
    @Test
    void stopsAreThoseOfTheGuide() {
        stops(ColorMap.TIDE, Palette.LIGHT, "#EEFAFD #BAE6F3 #88CDE9 #5FB2DC #4395CA #3877B2 #345B92 #2F416E #262C48");
        stops(ColorMap.TIDE, Palette.DARK, "#23293F #2A3E64 #285886 #1B74A2 #1992B5 #3DAEBF #70C8C7 #A7DED2 #DAF2E6");
        stops(ColorMap.SHIFT, Palette.PRINT, "#1E4CA6 #367BCE #69AAE6 #ADD3F1 #F7F7F7 #EFC3AF #DF8B6F #C1543C #951F1A");
        stops(ColorMap.SHIFT, Palette.DARK, "#5DC0FF #4392DC #3969A0 #314461 #252525 #5D3930 #985037 #D06F42 #FF995C");
    }

    @Test
    void viridisAndCividisArePublishedTables() {
        assertEquals("#440154", Palette.css(ColorMap.VIRIDIS.ramp(Palette.LIGHT).color(0)));
        assertEquals("#FDE725", Palette.css(ColorMap.VIRIDIS.ramp(Palette.LIGHT).color(1)));
        assertEquals("#FEE838", Palette.css(ColorMap.CIVIDIS.ramp(Palette.DARK).color(1)));
    }

    @ParameterizedTest
    @EnumSource
    void textOnEveryColourIsReadable(ColorMap map) {
        for (Palette palette : new Palette[] {Palette.LIGHT, Palette.DARK}) {
            ColorRamp ramp = map.ramp(palette);
            for (int i = 0; i < 256; i++) {
                double t = i / 255.0;
                double contrast = PaletteTest.contrast(ramp.color(t), ramp.ink(t));
                assertTrue(contrast >= 4.58, () -> map + " at " + t + " has " + contrast);
            }
        }
    }

    @Test
    void theLowEndSinksIntoTheGround() {
        assertTrue(ColorRamp.luminance(ColorMap.GREY.ramp(Palette.LIGHT).color(0)) > 0.9);
        assertTrue(ColorRamp.luminance(ColorMap.GREY.ramp(Palette.DARK).color(0)) < 0.1);
    }

    @Test
    void fractionsOutsideGiveTheEnds() {
        ColorRamp ramp = ColorMap.TIDE.ramp(Palette.LIGHT);
        assertEquals(ramp.color(0), ramp.color(-3));
        assertEquals(ramp.color(1), ramp.color(7));
    }

    @Test
    void staleColoursLoseSaturation() {
        Color fresh = ColorMap.TIDE.ramp(Palette.LIGHT).color(0.5);
        Color stale = ColorMap.TIDE.ramp(Palette.LIGHT).faded(Color.WHITE).color(0.5);
        assertTrue(spread(stale) < 0.2 * spread(fresh), () -> spread(stale) + " of " + spread(fresh));
    }

    private static int spread(Color c) {
        return Math.max(c.getRed(), Math.max(c.getGreen(), c.getBlue())) - Math.min(c.getRed(), Math.min(c.getGreen(), c.getBlue()));
    }

    /// The guide's nine stops lie at equal distances among the 256 entries.
    private static void stops(ColorMap map, Palette palette, String expected) {
        String[] stops = expected.split(" ");
        for (int i = 0; i < stops.length; i++) {
            Color color = map.ramp(palette).color(i / 8.0);
            Color stop = Color.decode(stops[i]);
            int distance = Math.max(
                    Math.abs(color.getRed() - stop.getRed()),
                    Math.max(Math.abs(color.getGreen() - stop.getGreen()), Math.abs(color.getBlue() - stop.getBlue())));
            String place = map + " stop " + i;
            assertTrue(distance <= 2, () -> place + ": " + Palette.css(color) + " is not " + Palette.css(stop));
        }
    }
}
