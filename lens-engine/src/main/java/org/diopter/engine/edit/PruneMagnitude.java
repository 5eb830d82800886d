package org.diopter.engine.edit;

import java.math.BigDecimal;
import org.diopter.model.UnusableInputException;

/// Sets the entries of a matrix that are smallest in magnitude to zero.
///
/// @param drop the share of entries that go, from 0 to 1
/// @param strength how far it goes, see [BlockEdit#strength()]: 1 − strength of an entry that goes is left
public record PruneMagnitude(MatrixId matrix, BigDecimal drop, BigDecimal strength) implements MatrixEdit {
    /// @throws UnusableInputException if the share is outside [0, 1]
    public PruneMagnitude {
        if (drop.signum() < 0 || drop.compareTo(BigDecimal.ONE) > 0) {
            throw new UnusableInputException(EditText.CODE, "drop %s is not a share of the entries; it goes from 0 to 1.".formatted(drop.toPlainString()));
        }
        drop = drop.stripTrailingZeros();
        strength = Strength.checked(strength);
    }

    /// The whole edit.
    public PruneMagnitude(MatrixId matrix, BigDecimal drop) {
        this(matrix, drop, Strength.WHOLE);
    }

    @Override
    public PruneMagnitude withStrength(BigDecimal other) {
        return new PruneMagnitude(matrix, drop, other);
    }

    @Override
    public String text() {
        return "magnitude:" + EditText.place(matrix) + ",drop=" + drop.toPlainString() + Strength.text(strength);
    }

    @Override
    public PruneMagnitude neutral() {
        return new PruneMagnitude(matrix, BigDecimal.ZERO);
    }
}
