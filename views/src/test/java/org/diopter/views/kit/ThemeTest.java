package org.diopter.views.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.views.figure.ColorRamp;
import org.diopter.views.figure.Palette;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest {
    private static final Pattern COLOR = Pattern.compile("-d-([a-z0-9]+):\\s*#([0-9A-F]{6})");

    private static Map<String, Color> sheet(WindowTheme theme) {
        String address = theme.sheets(1).getFirst();
        String css = new String(Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1)), StandardCharsets.UTF_8);
        Map<String, Color> colors = new HashMap<>();
        Matcher matcher = COLOR.matcher(css);
        while (matcher.find()) {
            colors.put(matcher.group(1), new Color(Integer.parseInt(matcher.group(2), 16)));
        }
        return colors;
    }

    private static double contrast(Map<String, Color> sheet, String a, String b) {
        double x = ColorRamp.luminance(Objects.requireNonNull(sheet.get(a), a)) + 0.05;
        double y = ColorRamp.luminance(Objects.requireNonNull(sheet.get(b), b)) + 0.05;
        return Math.max(x, y) / Math.min(x, y);
    }

    @ParameterizedTest
    @EnumSource
    void theSheetHasTheColoursOfThePainters(WindowTheme theme) {
        Map<String, Color> sheet = sheet(theme);
        Palette palette = theme.palette();
        Map<String, Color> painted = new HashMap<>(Map.of("bg", palette.background(), "panel", palette.panel(), "panel2", palette.panel2(), "line",
                palette.line(),
                "line2", palette.line2(), "fieldline", palette.fieldLine(), "text", palette.text(), "text2", palette.text2(), "text3",
                        palette.text3()));
        painted.putAll(Map.of("accent", palette.accent(), "accentbg", palette.accentBackground(), "ok", palette.ok(), "okbg",
                palette.okBackground(), "warn",
                palette.warning(), "warnbg", palette.warningBackground(), "err", palette.error(), "errbg", palette.errorBackground(), "ink",
                        palette.ink(), "halo",
                palette.halo()));
        painted.putAll(Map.of("pos", palette.positive(), "neg", palette.negative(), "s1", palette.series(0), "s5", palette.series(4), "edit",
                palette.edit()));
        painted.forEach((name, color) -> assertEquals(color, sheet.get(name), name));
    }

    @ParameterizedTest
    @EnumSource
    void textCanBeReadOnEveryGround(WindowTheme theme) {
        Map<String, Color> sheet = sheet(theme);
        for (String text : List.of("text", "text2", "text3", "accent", "edit", "pos", "neg", "ok", "warn", "err", "s1", "s2", "s3", "s4", "s5")) {
            for (String ground : List.of("bg", "panel", "panel2")) {
                double ratio = contrast(sheet, text, ground);
                assertTrue(ratio >= 4.5, text + " on " + ground + " is " + ratio);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void marksOnTheirOwnGroundsCanBeRead(WindowTheme theme) {
        Map<String, Color> sheet = sheet(theme);
        for (String kind : List.of("ok", "warn", "err", "accent", "edit")) {
            double ratio = contrast(sheet, kind, kind + "bg");
            assertTrue(ratio >= 4.5, kind + " is " + ratio);
        }
        assertTrue(contrast(sheet, "onaccent", "accent") >= 4.5);
    }

    @ParameterizedTest
    @EnumSource
    void bordersOfFieldsCanBeSeen(WindowTheme theme) {
        Map<String, Color> sheet = sheet(theme);
        assertTrue(contrast(sheet, "fieldline", "field") >= 3);
        assertTrue(contrast(sheet, "fieldline", "panel") >= 3);
    }

    @Test
    void largeTextMakesHeightsAndFontsLargerButNoLinesOrCorners() {
        String scaled = WindowTheme.scaled("a { -fx-font-size: 12px; -fx-min-height: 26px; -fx-background-radius: 5; -fx-padding: 1px; }", 1.5);
        assertEquals("a { -fx-font-size: 18.0px; -fx-min-height: 39.0px; -fx-background-radius: 5; -fx-padding: 1px; }", scaled);
    }
}
