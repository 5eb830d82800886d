package org.diopter.engine.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankRuleTest {
    private static final String[] SHARES = {"0.9", "0.8", "0.6", "0.4", "0.2", "0.1", "0.05", "0.01", "0.005"};

    @ParameterizedTest
    @CsvSource({
        "64, 57 51 38 25 12 6 3 0 0",
        "768, 691 614 460 307 153 76 38 7 3",
        "1024, 921 819 614 409 204 102 51 10 5",
        "1600, 1440 1280 960 640 320 160 80 16 8",
        "2048, 1843 1638 1228 819 409 204 102 20 10",
        "4096, 3686 3276 2457 1638 819 409 204 40 20"
    })
    void ranksAreExactDecimals(int components, String ranks) {
        String[] expected = ranks.split(" ", -1);
        for (int i = 0; i < SHARES.length; i++) {
            assertEquals(Integer.parseInt(expected[i]), RankRule.rank(new BigDecimal(SHARES[i]), components), SHARES[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "1.0"})
    void theEndsOfTheRangeAreAllowed(String rho) {
        assertEquals(rho.equals("0") ? 0 : 172, RankRule.rank(new BigDecimal(rho), 172));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1.0001", "2", "1E+999999999"})
    void aShareOutsideZeroToOneIsRefused(String rho) {
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> RankRule.rank(new BigDecimal(rho), 64));
        assertTrue(problem.sentence().contains(rho), problem.sentence());
    }

    @Test
    void aShareWithMoreDecimalsThanAnyRankNeedsIsRefused() {
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> RankRule.rank(new BigDecimal("1E-999999999"), 64));
        assertTrue(problem.sentence().startsWith("rho 1E-999999999 has more than"), problem.sentence());
    }
}
