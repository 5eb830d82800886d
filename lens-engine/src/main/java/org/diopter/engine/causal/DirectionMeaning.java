package org.diopter.engine.causal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;

/// What a direction stands for: the tokens whose logits it moves most, and the positions at which a text has most of it. A direction's sign means nothing by
/// itself, so both ends are shown.
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

    /// A position and its component along a direction.
    ///
    /// @param text which of several
    /// @param component v · (h − mean), in units of the stream
    public record PositionComponent(int text, int position, double component) {}

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

    /// The positions of some texts where the component along a direction is most extreme, position 0 left out.
    ///
    /// @param streams [T, d] each, at the direction's layer. Not modified.
    /// @param count how many of each end
    /// @return the highest first; `count` of them and then the `count` lowest, or all there are
    public static List<PositionComponent> extremes(List<FloatTensor> streams, float[] v, float[] mean, int count) {
        List<PositionComponent> ordered = IntStream.range(0, streams.size())
                .boxed()
                .flatMap(text -> IntStream.range(1, Math.toIntExact(streams.get(text).size(0)))
                        .mapToObj(position -> new PositionComponent(text, position, component(streams.get(text), position, v, mean))))
                .sorted(Comparator.comparingDouble(PositionComponent::component).reversed())
                .toList();
        if (ordered.size() <= 2 * count) {
            return ordered;
        }
        return IntStream.concat(IntStream.range(0, count), IntStream.range(ordered.size() - count, ordered.size()))
                .mapToObj(ordered::get)
                .toList();
    }

    private static double component(FloatTensor stream, int position, float[] v, float[] mean) {
        double component = 0;
        for (int k = 0; k < v.length; k++) {
            component += v[k] * ((double) stream.get((long) position * v.length + k) - mean[k]);
        }
        return component;
    }
}
