package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class NumbersTest {
    @Test
    void aNumberKeepsTheDecimalsThatItHas() {
        assertEquals("0.20", Numbers.atLeast(0.2, 2));
        assertEquals("0.125", Numbers.atLeast(0.125, 2));
        assertEquals("−1.00", Numbers.atLeast(-1, 2));
        assertEquals("0.333333", Numbers.atLeast(1 / 3.0, 2));
    }

    @Test
    void probabilitiesAreInPerCent() {
        assertEquals("63.0", Numbers.percent(0.63));
        assertEquals("100.0", Numbers.percent(0.99999));
        assertEquals("0.1", Numbers.percent(0.00149));
        assertEquals("0.05", Numbers.percent(0.0005));
        assertEquals("0.01", Numbers.percent(0.0001));
        assertEquals("< 0.01", Numbers.percent(0.00004));
        assertEquals("< 0.01", Numbers.percent(0));
    }

    @Test
    void differencesHaveASign() {
        assertEquals("+19.0", Numbers.points(0.19));
        assertEquals("−13.0", Numbers.points(-0.13));
        assertEquals("0.0", Numbers.points(-0.0001));
    }

    @Test
    void divergencesHaveTwoDecimalsAndThreeInTables() {
        assertEquals("2.39", Numbers.divergence(2.394));
        assertEquals("0.094", Numbers.divergenceInTable(0.0937));
        assertEquals("1.00", Numbers.divergenceInTable(0.9999));
        assertEquals("2.39", Numbers.divergenceInTable(2.394));
    }

    @Test
    void thousandsAreApart() {
        assertEquals("1,311", Numbers.count(1311));
        assertEquals("20,000,000", Numbers.count(20_000_000));
        assertEquals("999", Numbers.count(999));
        assertEquals("1\u2009000", Numbers.axis(1000));
        assertEquals("−1\u2009000", Numbers.axis(-1000));
    }

    @Test
    void numbersOnAxesHaveNoTrailingZeros() {
        assertEquals("0", Numbers.axis(0));
        assertEquals("0.5", Numbers.axis(0.5));
        assertEquals("0.25", Numbers.axis(0.25));
        assertEquals("10", Numbers.axis(10));
        assertEquals("0.0025", Numbers.axis(0.0025));
        assertEquals("100", Numbers.axis(100));
    }

    @Test
    void whatIsNotFiniteIsNamed() {
        assertEquals("NaN", Numbers.fixed(Double.NaN, 2));
        assertEquals("∞", Numbers.fixed(Double.POSITIVE_INFINITY, 2));
        assertEquals("−∞", Numbers.fixed(Double.NEGATIVE_INFINITY, 2));
    }

    @Test
    void durations() {
        assertEquals("31 ms", Numbers.duration(31));
        assertEquals("8 s", Numbers.duration(8_200));
        assertEquals("1:11", Numbers.duration(71_000));
        assertEquals("2:03:40", Numbers.duration(((2 * 60 + 3) * 60 + 40) * 1000L));
    }

    @Test
    void memory() {
        assertEquals("286 MB", Numbers.bytes(286_400_000));
        assertEquals("2.0 GB", Numbers.bytes(2_000_000_000L));
        assertEquals("1.0 GB", Numbers.bytes(999_700_000));
        assertEquals("12 kB", Numbers.bytes(12_300));
    }
}
