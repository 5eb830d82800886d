package org.diopter.engine.edit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.diopter.model.UnusableInputException;

/// From a share to a rank: floor(ρ · min(m, n)), computed in decimals. The code of the LASER paper computes in binary and gets 15 in place of 16 for 0.01 of
/// 1600.
public final class RankRule {
    /// Far more than tell any two ranks apart. Without an end, 1e-999999999 would be a number with a gigabyte of digits.
    private static final int MOST_DECIMALS = 100;

    private RankRule() {}

    /// How many components a share keeps; may be 0.
    ///
    /// @param rho from 0 to 1
    /// @param components min(m, n)
    /// @throws UnusableInputException if ρ is outside [0, 1]
    public static int rank(BigDecimal rho, int components) {
        requireShare(rho);
        return rho.multiply(BigDecimal.valueOf(components)).setScale(0, RoundingMode.FLOOR).intValueExact();
    }

    /// @throws UnusableInputException if ρ is outside [0, 1], or has more decimals than any share needs
    public static void requireShare(BigDecimal rho) {
        if (rho.signum() < 0 || rho.compareTo(BigDecimal.ONE) > 0) {
            throw new UnusableInputException("D-205", "rho %.40s is not a share. It is the part of the rank that is kept, from 0 to 1.".formatted(rho));
        }
        if (rho.scale() > MOST_DECIMALS) {
            throw new UnusableInputException("D-205", "rho %.40s has more than %d decimals. Take a larger or a rounder one.".formatted(rho, MOST_DECIMALS));
        }
    }
}
