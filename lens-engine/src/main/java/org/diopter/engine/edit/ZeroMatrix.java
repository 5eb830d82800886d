package org.diopter.engine.edit;

import java.math.BigDecimal;

/// Puts zeros in the place of a matrix; its bias stays.
///
/// @param strength how far it goes, see [BlockEdit#strength()]: 1 − strength of every entry is left
public record ZeroMatrix(MatrixId matrix, BigDecimal strength) implements MatrixEdit {
    /// @throws org.diopter.model.UnusableInputException if the strength is beyond ±1,000
    public ZeroMatrix {
        strength = Strength.checked(strength);
    }

    /// The whole edit.
    public ZeroMatrix(MatrixId matrix) {
        this(matrix, Strength.WHOLE);
    }

    @Override
    public ZeroMatrix withStrength(BigDecimal other) {
        return new ZeroMatrix(matrix, other);
    }

    @Override
    public String text() {
        return "zero:" + EditText.place(matrix) + Strength.text(strength);
    }

    @Override
    public PruneMagnitude neutral() {
        return new PruneMagnitude(matrix, BigDecimal.ZERO);
    }
}
