package org.diopter.engine.edit;

import java.math.BigDecimal;

/// Puts zeros in the place of a matrix; its bias stays.
public record ZeroMatrix(MatrixId matrix) implements MatrixEdit {
    @Override
    public String text() {
        return "zero:" + EditText.place(matrix);
    }

    @Override
    public PruneMagnitude neutral() {
        return new PruneMagnitude(matrix, BigDecimal.ZERO);
    }
}
