package org.diopter.engine.laser;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/// Whether two models that answered the same items differ by more than chance: of the items that changed sides, each would go either way like a coin.
public final class McNemar {
    private McNemar() {}

    /// The exact two-sided p: how probable a split at least as uneven is if nothing but chance moves items.
    ///
    /// @param gained items that only the second model solves
    /// @param lost items that only the first model solves
    public static double p(int gained, int lost) {
        int n = gained + lost;
        BigInteger choose = BigInteger.ONE;
        BigInteger sum = BigInteger.ONE;
        for (int i = 1; i <= Math.min(gained, lost); i++) {
            choose = choose.multiply(BigInteger.valueOf(n - i + 1L)).divide(BigInteger.valueOf(i));
            sum = sum.add(choose);
        }
        BigDecimal all = new BigDecimal(BigInteger.ONE.shiftLeft(n));
        return Math.min(1, new BigDecimal(sum.shiftLeft(1)).divide(all, MathContext.DECIMAL64).doubleValue());
    }
}
