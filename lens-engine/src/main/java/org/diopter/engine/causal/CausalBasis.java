package org.diopter.engine.causal;

import java.util.List;
import org.diopter.model.UnusableInputException;

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

    /// Holds a basis against where it is to be used.
    ///
    /// @param modelSha256 the identity of the weights
    /// @param modelName for people
    /// @param layer from 0 to L
    /// @throws UnusableInputException if it was found in another model, or at another layer
    public void requireFor(String modelSha256, String modelName, int modelWidth, int layer) {
        if (width() != modelWidth) {
            throw new UnusableInputException(BasisFile.CODE, "These directions have width %d, ‘%s’ has %d. Choose a basis of this model, or extract one."
                    .formatted(width(), modelName, modelWidth));
        }
        if (!source.modelSha256().equals(modelSha256)) {
            throw new UnusableInputException(BasisFile.CODE,
                    "These directions were found in the weights %.8s, ‘%s’ has the weights %.8s. Choose a basis of this model, or extract one."
                            .formatted(source.modelSha256(), modelName, modelSha256));
        }
        if (source.layer() != layer) {
            throw new UnusableInputException(BasisFile.CODE, "These directions are of layer %d and were to be used at layer %d. Use them at layer %d."
                    .formatted(source.layer(), layer, source.layer()));
        }
    }

    /// The influences' sum, nats.
    public double totalInfluence() {
        return directions.stream().mapToDouble(Direction::influence).sum();
    }
}
