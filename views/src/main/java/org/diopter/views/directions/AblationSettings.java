package org.diopter.views.directions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.Positions;

/// How chosen directions are changed: the same for all of them.
///
/// @param mode what a component is replaced with
/// @param at at which positions
/// @param strength 0 takes nothing out, 1 ablates, more goes beyond
/// @param steer how far the stream is pushed along each, in units of the stream
public record AblationSettings(Ablation mode, Positions at, double strength, double steer) {
    public static final AblationSettings INITIAL = new AblationSettings(Ablation.MEAN, Positions.ALL, 1, 0);

    private static final int DECIMALS = 3;

    public AblationSettings withMode(Ablation other) {
        return new AblationSettings(other, at, strength, steer);
    }

    public AblationSettings withPositions(Positions others) {
        return new AblationSettings(mode, others, strength, steer);
    }

    public AblationSettings withStrength(double other) {
        return new AblationSettings(mode, at, other, steer);
    }

    public AblationSettings withSteer(double other) {
        return new AblationSettings(mode, at, strength, other);
    }

    /// A number of a slider as an edit writes it.
    static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
