package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {
    /// 2 Σ C(n, i) / 2ⁿ over i up to the smaller count.
    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 0, 1", "5, 0, 0.0625", "0, 6, 0.03125", "3, 3, 1", "8, 2, 0.109375", "10, 1, 0.01171875", "4, 3, 1"})
    void isTheExactBinomialTest(int gained, int lost, double p) {
        assertEquals(p, McNemar.p(gained, lost), 1e-15);
        assertEquals(p, McNemar.p(lost, gained), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"600, 400, 2.7e-10", "3000, 3000, 1"})
    void staysExactForManyItems(int gained, int lost, double p) {
        assertEquals(p, McNemar.p(gained, lost), 0.05 * p);
    }
}
