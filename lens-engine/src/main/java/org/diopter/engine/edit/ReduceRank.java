package org.diopter.engine.edit;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.diopter.model.UnusableInputException;

/// Keeps some components of a matrix only.
///
/// @param method how the components are found
/// @param strength how far it goes, see [BlockEdit#strength()]: of a component that is not kept, 1 − strength is left
public record ReduceRank(MatrixId matrix, ComponentMask kept, SvdMethod method, BigDecimal strength) implements MatrixEdit {
    /// @throws UnusableInputException if a random projection, which finds the largest components only, is to keep others
    public ReduceRank {
        boolean largest = kept instanceof ComponentMask.Share || kept instanceof ComponentMask.Top;
        if (method instanceof SvdMethod.Randomised && !largest) {
            throw new UnusableInputException(EditText.CODE,
                    "The randomised method finds the largest components only. Say rho or keep with it, or take method=exact.");
        }
        strength = Strength.checked(strength);
    }

    /// The whole reduction.
    public ReduceRank(MatrixId matrix, ComponentMask kept, SvdMethod method) {
        this(matrix, kept, method, Strength.WHOLE);
    }

    /// By the exact components.
    public ReduceRank(MatrixId matrix, ComponentMask kept) {
        this(matrix, kept, SvdMethod.EXACT);
    }

    @Override
    public ReduceRank withStrength(BigDecimal other) {
        return new ReduceRank(matrix, kept, method, other);
    }

    /// Whether what it leaves is a weight a component of the stored matrix: a random projection does not find those that it drops.
    public boolean hasFactors() {
        return method instanceof SvdMethod.Exact || strength.compareTo(Strength.WHOLE) == 0;
    }

    @Override
    public String text() {
        String mask = switch (kept) {
            case ComponentMask.Share(BigDecimal rho, boolean zero) -> "rho=" + rho.toPlainString() + (zero ? ",zero=true" : "");
            case ComponentMask.Top(int count) -> "keep=" + count;
            case ComponentMask.Tail(int count) -> "tail=" + count;
            case ComponentMask.Drop drop -> "drop=" + drop.dropped().stream().map(String::valueOf).collect(Collectors.joining("+"));
        };
        String how = method instanceof SvdMethod.Randomised(long seed) ? ",method=randomised,seed=" + seed : "";
        return "rank:" + EditText.place(matrix) + "," + mask + how + Strength.text(strength);
    }

    @Override
    public MatrixEdit neutral() {
        return hasFactors() ? new ReduceRank(matrix, new ComponentMask.Share(BigDecimal.ONE, false)) : new PruneMagnitude(matrix, BigDecimal.ZERO);
    }
}
