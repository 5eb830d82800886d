package org.diopter.engine.causal;

import java.util.List;

/// Orthonormal directions of the stream at one layer, those that the layer's read-out hangs on most first.
///
/// @param source what it was found in
/// @param mean the mean state, [d]
/// @param directions the most influential first
@SuppressWarnings("ArrayRecordComponent")
public record CausalBasis(Source source, float[] mean, List<Direction> directions) {
    public CausalBasis {
        directions = List.copyOf(directions);
    }

    /// What a basis was found in, which it holds for.
    ///
    /// @param modelSha256 the identity of the weights
    /// @param lens its name
    /// @param layer which state, from 0 to L
    /// @param ablation what components were replaced with
    /// @param states N
    /// @param seed of starts and of the donors of [Ablation#RESAMPLE]
    public record Source(String modelSha256, String lens, int layer, Ablation ablation, int states, long seed) {}

    /// A direction.
    ///
    /// @param vector [d], of unit length; its sign means nothing. Not to be modified
    /// @param influence E(v) on the lens's read-out, nats
    /// @param evaluations how many its search took
    /// @param converged false where the search ended because it might take no more
    /// @param lastChange by which share the last step of the search had raised the influence
    @SuppressWarnings("ArrayRecordComponent")
    public record Direction(float[] vector, double influence, int evaluations, boolean converged, double lastChange) {}

    /// d.
    public int width() {
        return mean.length;
    }

    /// The influences' sum, nats.
    public double totalInfluence() {
        return directions.stream().mapToDouble(Direction::influence).sum();
    }
}
