package org.diopter.engine.causal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.diopter.engine.runtime.FloatTensor;

/// What taking directions out does to the model's output at one position.
///
/// @param promoted tokens whose logits rise most, the largest first
/// @param suppressed those whose logits fall most, the lowest first
/// @param divergence KL(before ‖ after) of the output, nats
public record RemovalEffect(List<TokenChange> promoted, List<TokenChange> suppressed, double divergence) {
    /// Of how many likely tokens the most changed are sought: a large change of a token that nobody would predict says nothing.
    private static final int LIKELY = 100;

    public RemovalEffect {
        promoted = List.copyOf(promoted);
        suppressed = List.copyOf(suppressed);
    }

    /// A token's change.
    ///
    /// @param id of the token
    /// @param logit by how much its logit changes, against the mean change of all: probabilities know no more than that
    /// @param rankBefore from 1
    /// @param rankAfter from 1
    public record TokenChange(int id, double logit, int rankBefore, int rankAfter) {}

    /// Compares two rows of logits, among the tokens that are likely before or after.
    ///
    /// @param before [rows, V], and its row
    /// @param after [rows, V], and its row
    /// @param count how many tokens of each kind at most
    public static RemovalEffect of(FloatTensor before, FloatTensor after, int row, int count) {
        double[] first = LogProbabilities.of(before, row);
        double[] second = LogProbabilities.of(after, row);
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
                LogProbabilities.divergence(first, second));
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
