package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BracesTest {
    @Test
    void aTextWithoutBracesStandsForItself() {
        assertEquals(List.of("rank:block=3"), Braces.expanded("rank:block=3", 1));
        assertEquals(List.of(""), Braces.expanded("", 1));
    }

    @Test
    void theLastPairChangesFastest() {
        assertEquals(List.of("a0b0.1c", "a0b0.3c", "a1b0.1c", "a1b0.3c"), Braces.expanded("a{0..1}b{0.1,0.3}c", 4));
    }

    @Test
    void listsHoldRangesAndWords() {
        assertEquals(List.of("0", "1", "7", "attn.q"), Braces.expanded("{0..1, 7,attn.q}", 4));
        assertEquals(List.of("5"), Braces.expanded("{5..5}", 1));
    }

    @Test
    void neverMoreThanAskedFor() {
        assertEquals(6, Braces.expanded("{0..2}{0,1}", 6).size());
        assertThrows(IllegalArgumentException.class, () -> Braces.expanded("{0..2}{0,1}", 5));
        assertThrows(IllegalArgumentException.class, () -> Braces.expanded("{0..999999}", 1000));
        assertThrows(IllegalArgumentException.class, () -> Braces.expanded("{0..99}".repeat(40), 100_000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a{b | is not closed",
        "a}b | has no partner",
        "{a{b}} | has no partner",
        "{} | is no list",
        "{1,} | is no list",
        "{0.1..0.3} | is no list",
        "{3..1} | goes down",
    })
    void whatIsNoListIsExplained(String text, String problem) {
        String said = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Braces.expanded(text, 100)).getMessage());
        assertTrue(said.contains(problem), said);
    }
}
