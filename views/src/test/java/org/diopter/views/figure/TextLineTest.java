package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

final class TextLineTest {
    @Test
    void whatFitsIsNotCut() {
        TextLine line = TextLine.of("Rome", Face.MONO, 11);
        assertSame(line, line.cut(line.width()));
    }

    @Test
    void whatIsTooLongEndsInDots() {
        double cell = TextLine.of("x", Face.MONO, 11).width();
        TextLine cut = TextLine.of("language", Face.MONO, 11).cut(5 * cell + 0.1);
        assertEquals("lang…", cut.text());
        assertTrue(cut.width() <= 5 * cell + 0.1);
    }

    @Test
    void whereNotEvenDotsFitNothingIsLeft() {
        assertTrue(TextLine.of("language", Face.MONO, 11).cut(3).isEmpty());
    }

    @Test
    void aCharacterIsNeverCutInTwo() {
        for (double most = 8; most < 60; most += 0.5) {
            String text = TextLine.of("a\u0301b😀c意", Face.MONO, 11).cut(most).text();
            assertTrue(!text.startsWith("a…"), text);
            assertTrue(text.chars().filter(c -> Character.isSurrogate((char) c)).count() % 2 == 0, text);
        }
    }

    @Test
    void widthsDoNotDependOnTheDevice() {
        double small = TextLine.of("Rome 63.0", Face.SANS, 10).width();
        assertEquals(2 * small, TextLine.of("Rome 63.0", Face.SANS, 20).width(), 0.02);
    }

    @Test
    void aFaintMarkIsPalerThanItsText() {
        TokenLabel faint = new TokenLabel(java.util.List.of(new TokenLabel.Piece("█", true)), "");
        assertTrue(darkest(TextLine.of(faint, Face.MONO, 20)) > 100);
        assertEquals(0, darkest(TextLine.of("█", Face.MONO, 20)));
    }

    private static int darkest(TextLine line) {
        BufferedImage image = new BufferedImage(20, 30, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 20, 30);
        line.draw(g, 2, 22, Color.BLACK);
        g.dispose();
        int darkest = 255;
        for (int rgb : image.getRGB(0, 0, 20, 30, null, 0, 20)) {
            darkest = Math.min(darkest, rgb & 0xFF);
        }
        return darkest;
    }
}
