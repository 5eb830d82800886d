package org.diopter.views.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProbabilityScaleTest {
    @Test
    void aQuarterIsTwentyFivePerCentMinusOnePointThreeNineNatsAndTwoBits() {
        double log = Math.log(0.25);
        assertEquals("25.0", ProbabilityScale.PERCENT.text(log));
        assertEquals("−1.39", ProbabilityScale.LOG.text(log));
        assertEquals("2.00", ProbabilityScale.BITS.text(log));
    }
}
