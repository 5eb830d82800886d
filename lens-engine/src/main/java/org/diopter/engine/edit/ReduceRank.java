package org.diopter.engine.edit;

import java.math.BigDecimal;
import java.util.stream.Collectors;

/// Keeps some components of a matrix only.
public record ReduceRank(MatrixId matrix, ComponentMask kept) implements MatrixEdit {
    @Override
    public String text() {
        return "rank:" + EditText.place(matrix) + "," + switch (kept) {
            case ComponentMask.Share(BigDecimal rho, boolean zero) -> "rho=" + rho.toPlainString() + (zero ? ",zero=true" : "");
            case ComponentMask.Top(int count) -> "keep=" + count;
            case ComponentMask.Tail(int count) -> "tail=" + count;
            case ComponentMask.Drop drop -> "drop=" + drop.dropped().stream().map(String::valueOf).collect(Collectors.joining("+"));
        };
    }

    @Override
    public ReduceRank neutral() {
        return new ReduceRank(matrix, new ComponentMask.Share(BigDecimal.ONE, false));
    }
}
