package org.diopter.engine.causal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.diopter.engine.runtime.FloatTensor;

/// What taking directions out does to one position: to the read-out of each layer from theirs on, and to the model's output.
///
/// @param promoted tokens whose logits rise most, the largest first
/// @param suppressed those whose logits fall most, the lowest first
/// @param layers from the directions' own to the output, at least one
public record RemovalEffect(List<TokenChange> promoted, List<TokenChange> suppressed, List<LayerEffect> layers) {
    /// Of how many likely tokens the most changed are sought: a large change of a token that nobody would predict says nothing.
    private static final int LIKELY = 100;

    public RemovalEffect {
        promoted = List.copyOf(promoted);
        suppressed = List.copyOf(suppressed);
        layers = List.copyOf(layers);
    }

    /// A token's change.
    ///
    /// @param id of the token
    /// @param logit by how much its logit changes, against the mean change of all: probabilities know no more than that
    /// @param rankBefore from 1
    /// @param rankAfter from 1
    public record TokenChange(int id, double logit, int rankBefore, int rankAfter) {}

    /// How far a layer's read-out moves.
    ///
    /// @param divergence KL(before ‖ after), nats
    public record LayerEffect(int layer, double divergence) {}

    /// KL(before ‖ after) of the output, nats.
    public double divergence() {
        return layers.getLast().divergence();
    }

    /// Compares logits of layers at one position. Tokens are those of the last row, the output, that are likely before or after.
    ///
    /// @param layer of the first row
    /// @param before [L − layer + 1, V]
    /// @param after of the same shape
    /// @param count how many tokens of each kind at most
    public static RemovalEffect of(int layer, FloatTensor before, FloatTensor after, int count) {
        int rows = Math.toIntExact(before.size(0));
        List<LayerEffect> layers = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            layers.add(new LayerEffect(layer + row, LogProbabilities.divergence(LogProbabilities.of(before, row), LogProbabilities.of(after, row))));
        }
        double[] first = LogProbabilities.of(before, rows - 1);
        double[] second = LogProbabilities.of(after, rows - 1);
        int[] likelyFirst = likely(first);
        int[] likelySecond = likely(second);
        double mean = IntStream.range(0, first.length).mapToDouble(id -> second[id] - first[id]).average().orElse(0);
        Set<Integer> ids = new TreeSet<>();
        IntStream.concat(IntStream.of(likelyFirst), IntStream.of(likelySecond)).forEach(ids::add);
        List<TokenChange> changes = new ArrayList<>();
        for (int id : ids) {
            changes.add(new TokenChange(id, second[id] - first[id] - mean, rank(first, id), rank(second, id)));
        }
        changes.sort(Comparator.comparingDouble(TokenChange::logit).reversed());
        return new RemovalEffect(
                changes.stream().filter(change -> change.logit() > 0).limit(count).toList(),
                changes.reversed().stream().filter(change -> change.logit() < 0).limit(count).toList(),
                layers);
    }

    private static int[] likely(double[] logProbabilities) {
        return IntStream.range(0, logProbabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> logProbabilities[id]).reversed())
                .limit(LIKELY)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int rank(double[] logProbabilities, int id) {
        return 1 + (int) IntStream.range(0, logProbabilities.length).filter(other -> logProbabilities[other] > logProbabilities[id]).count();
    }
}
