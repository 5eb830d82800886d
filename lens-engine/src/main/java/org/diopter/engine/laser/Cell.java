package org.diopter.engine.laser;

import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Score;
import org.diopter.engine.data.Task;

/// How a model did under some reductions, beside the same model without.
///
/// @param reductions all in force at once; one in a plain search
/// @param ranks what each of them keeps
/// @param items indices of the items it was measured on. Not to be modified
/// @param score on these items
/// @param gained items it solves and the model as it is does not
/// @param lost items that the model as it is solves and it does not
@SuppressWarnings("ArrayRecordComponent")
public record Cell(List<Reduction> reductions, List<Integer> ranks, int[] items, Score score, List<Integer> gained, List<Integer> lost) {
    private static final double NOISE = 0.05;

    public Cell {
        reductions = List.copyOf(reductions);
        ranks = List.copyOf(ranks);
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
    }

    /// A model under edits of any kind beside the same model without.
    ///
    /// @param items indices of the items that both lists of outcomes belong to
    public static Cell compare(Task task, int[] items, List<Outcome> outcomes, List<Outcome> baseline) {
        return of(task, List.of(), List.of(), items, outcomes, baseline);
    }

    /// @param items indices of the items that both lists of outcomes belong to
    static Cell of(Task task, List<Reduction> reductions, List<Integer> ranks, int[] items, List<Outcome> outcomes, List<Outcome> baseline) {
        return new Cell(
                reductions, ranks, items, Score.of(task, items, outcomes), only(items, outcomes, baseline), only(items, baseline, outcomes));
    }

    /// The items that are solved in one list and not in the other.
    private static List<Integer> only(int[] items, List<Outcome> in, List<Outcome> notIn) {
        return IntStream.range(0, items.length)
                .filter(i -> in.get(i).correct() && !notIn.get(i).correct())
                .map(i -> items[i])
                .boxed()
                .toList();
    }

    /// The exact p of McNemar's test: how probable so uneven a change is by chance alone.
    public double p() {
        return McNemar.p(gained.size(), lost.size());
    }

    /// Whether the change in accuracy may well be chance (p of 0.05 or more). A search looks at many cells: the best of them looks better than it is.
    public boolean withinNoise() {
        return p() >= NOISE;
    }
}
