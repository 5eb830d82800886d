package org.diopter.views.edits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.figure.TokenLabels;

/// What the active edits do to the model's output at one position.
///
/// @param position after which the token is predicted
/// @param changes the tokens whose probability changes most, the largest change first
/// @param divergence KL(A‖B), nats
public record NetEffect(int position, List<Change> changes, double divergence) {
    private static final int SHOWN = 2;

    public NetEffect {
        changes = List.copyOf(changes);
    }

    /// A token's probability in A and in B.
    public record Change(TokenLabel token, double before, double after) {
        public double by() {
            return after - before;
        }
    }

    /// Of two runs. The token that changes most is exact; the next is the one that changes most among those that both runs name.
    ///
    /// @param difference of the output, A first, known at the position
    public static NetEffect of(EditedRun runs, LensDifference difference, int position) {
        Trajectory a = runs.baseline().trajectory();
        Trajectory b = runs.run().trajectory();
        int row = b.rows() - 1;
        int most = difference.movedToken(0, position);
        double by = difference.movedBy(0, position);
        List<Change> changes = new ArrayList<>();
        double after = known(b, row, position, most);
        double before = known(a, row, position, most);
        if (!Double.isNaN(after) || !Double.isNaN(before)) {
            changes.add(new Change(label(runs, most), Double.isNaN(after) ? before : after - by, Double.isNaN(after) ? before + by : after));
        }
        IntStream.concat(top(a, row, position), top(b, row, position)).distinct().filter(id -> id != most)
                .mapToObj(id -> new Change(label(runs, id), known(a, row, position, id), known(b, row, position, id)))
                .filter(change -> !Double.isNaN(change.by()))
                .sorted(Comparator.comparingDouble(change -> -Math.abs(change.by())))
                .limit(SHOWN - changes.size())
                .forEach(changes::add);
        return new NetEffect(position, changes, difference.value(LensDifference.Measure.KL, 0, position));
    }

    private static IntStream top(Trajectory run, int row, int position) {
        return IntStream.range(0, run.topK()).map(k -> run.topId(row, position, k));
    }

    private static TokenLabel label(EditedRun runs, int id) {
        return TokenLabels.label(id, runs.run().tokenizer());
    }

    /// A token's probability in a cell as far as a run has kept it; NaN if it has not.
    public static double known(Trajectory run, int row, int position, int id) {
        for (int k = 0; k < run.topK(); k++) {
            if (run.topId(row, position, k) == id) {
                return Math.exp(run.topLogProbability(row, position, k));
            }
        }
        return Math.exp(run.trackedLogProbability(row, position, id));
    }
}
