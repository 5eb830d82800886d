package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PageCheckTest {
    private static PageCheck check(double widthMm) {
        return PageCheck.of(Examples.capitals(Palette.DARK, 950, 432), new ExportOptions(widthMm, 300, Theme.PRINT, true));
    }

    @Test
    void textAndLinesOfADoubleColumnCanBePrinted() {
        PageCheck check = check(ExportOptions.DOUBLE_COLUMN);
        assertTrue(check.textIsLargeEnough(), check::toString);
        assertTrue(check.linesAreWideEnough(), check::toString);
        assertTrue(check.smallestText() < 8, "the smallest text is not that of the title");
    }

    @Test
    void aNarrowerPageShortensMoreTokens() {
        assertTrue(check(120).shortened() > check(254).shortened(), () -> check(120) + " and " + check(254));
    }

    @Test
    void whatIsBelowALimitIsSaid() {
        assertFalse(new PageCheck(5.9, 0.5, 0).textIsLargeEnough());
        assertFalse(new PageCheck(6, 0.2, 0).linesAreWideEnough());
        assertTrue(new PageCheck(PageCheck.LEAST_TEXT, PageCheck.LEAST_LINE, 0).textIsLargeEnough());
    }

    @Test
    void nothingIsShortenedWhereThereIsRoom() {
        assertEquals(0, check(1_000).shortened());
    }
}
