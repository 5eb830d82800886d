package org.diopter.engine.edit;

import java.math.BigDecimal;

/// What an ablation does along one direction of its basis.
///
/// @param direction index into the basis
/// @param strength 0 takes nothing out, 1 ablates, more goes beyond
/// @param steer how far the stream is pushed along the direction, in units of the stream
public record DirectionChange(int direction, BigDecimal strength, BigDecimal steer) {
    public DirectionChange {
        strength = strength.stripTrailingZeros();
        steer = steer.stripTrailingZeros();
    }

    /// Takes the whole component out and pushes nowhere.
    public static DirectionChange ablated(int direction) {
        return new DirectionChange(direction, BigDecimal.ONE, BigDecimal.ZERO);
    }

    /// The same of another direction.
    public DirectionChange of(int other) {
        return new DirectionChange(other, strength, steer);
    }

    public DirectionChange withStrength(BigDecimal other) {
        return new DirectionChange(direction, other, steer);
    }

    public DirectionChange withSteer(BigDecimal other) {
        return new DirectionChange(direction, strength, other);
    }
}
