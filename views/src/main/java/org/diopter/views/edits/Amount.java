package org.diopter.views.edits;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Function;
import org.diopter.engine.edit.BlockEdit;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.PruneMagnitude;
import org.diopter.engine.edit.ReduceRank;

/// A number of an edit that says how much it does, for a slider: the share of components that are kept or of entries that go, or how far the edit goes.
///
/// @param name of the text that says what it is
/// @param value as it is
/// @param least of the slider
/// @param most of the slider
/// @param with the same edit with another number, in hundredths
public record Amount(String name, double value, double least, double most, Function<BigDecimal, Edit> with) {
    private static final int DECIMALS = 2;
    private static final double SMALLEST_SHARE = 0.01;
    /// Of the slider; as far beyond the whole edit as that is beyond nothing.
    private static final double MOST_STRENGTH = 2;

    /// The number of an edit, where it has one.
    public static Optional<Amount> of(Edit edit) {
        return switch (edit) {
            case ReduceRank(var matrix, ComponentMask.Share(BigDecimal rho, boolean zero), var method, var strength) ->
                    Optional.of(new Amount("amount.kept", rho.doubleValue(), SMALLEST_SHARE, 1, share -> new ReduceRank(matrix, new ComponentMask.Share(share, zero), method, strength)));
            case PruneMagnitude(var matrix, BigDecimal drop, var strength) -> Optional.of(new Amount("amount.dropped", drop.doubleValue(), 0, 1,
                    share -> new PruneMagnitude(matrix, share, strength)));
            default -> Optional.empty();
        };
    }

    /// How far an edit goes, where it is one inside a block: those of the stream have a strength a direction.
    public static Optional<Amount> strength(Edit edit) {
        return edit instanceof BlockEdit inBlock
                ? Optional.of(new Amount("amount.strength", inBlock.strength().doubleValue(), 0, MOST_STRENGTH, inBlock::withStrength))
                : Optional.empty();
    }

    /// The same edit with another number; inside the limits, in hundredths.
    public Edit edit(double other) {
        return with.apply(BigDecimal.valueOf(Math.clamp(other, least, most)).setScale(DECIMALS, RoundingMode.HALF_UP));
    }
}
