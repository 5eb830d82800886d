package org.diopter.engine.causal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.runtime.Cancellation;

/// What a direction stands for: the tokens whose logits it moves most. A direction's sign means nothing by itself, so both ends are shown.
///
/// Where texts have most of it is what [ExtremePlaces] finds.
///
/// @param promoted tokens whose logits rise most along the direction, the largest first
/// @param suppressed those whose logits fall most, the lowest first
public record DirectionMeaning(List<TokenEffect> promoted, List<TokenEffect> suppressed) {
    public DirectionMeaning {
        promoted = List.copyOf(promoted);
        suppressed = List.copyOf(suppressed);
    }

    /// A token and what the direction does to it.
    ///
    /// @param id of the token
    /// @param effect by how much its logit changes, against the mean of all, when the mean state moves one unit along the direction and the norm stays as it is
    public record TokenEffect(int id, double effect) {}

    /// Reads a direction through a lens and the unembedding.
    ///
    /// @param v [d], of unit length
    /// @param mean [d], the mean state of the layer
    /// @param count how many tokens of each end
    public static DirectionMeaning of(LayerHead head, float[] v, float[] mean, int count, Cancellation cancellation) {
        ReadOutHead readOut = head.head();
        double[] x = head.normalInput(mean, 0);
        double inverseSigma = 1 / Math.sqrt(Vectors.dot(x, x) / x.length + readOut.epsilon());
        float[][] u = readOut.matrix().vector();
        readOut.matrix().multiply(readOut.scaled(head.pushed(Vectors.toDoubles(v))), u, cancellation);
        double[] effects = IntStream.range(0, readOut.vocabulary())
                .mapToDouble(id -> inverseSigma * u[id / ChunkLoops.SIZE][id % ChunkLoops.SIZE])
                .toArray();
        double average = Arrays.stream(effects).average().orElse(0);
        List<TokenEffect> ordered = IntStream.range(0, effects.length)
                .mapToObj(id -> new TokenEffect(id, effects[id] - average))
                .sorted(Comparator.comparingDouble(TokenEffect::effect).reversed())
                .toList();
        int shown = Math.min(count, ordered.size());
        return new DirectionMeaning(ordered.subList(0, shown), ordered.reversed().subList(0, shown));
    }
}
