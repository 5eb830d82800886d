package org.diopter.engine.laser;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;

/// A made-up model of which it is known what helps: cutting `mlp.down` of block 3 to a fifth or less, a little also `mlp.gate` of block 1 below a half;
/// everything else hurts, the more the less is kept.
final class PlantedModel implements EvaluateCell {
    static final MatrixId HELPS = new MatrixId(3, MatrixKind.MLP_DOWN);
    static final MatrixId HELPS_A_LITTLE = new MatrixId(1, MatrixKind.MLP_GATE);
    static final Task TASK = task(100);

    final List<List<Reduction>> asked = new ArrayList<>();
    int itemRuns;
    int stopAfter = Integer.MAX_VALUE;

    private static Task task(int items) {
        return new Task(
                "planted",
                IntStream.range(0, items).mapToObj(i -> new Item(i, "prompt " + i, List.of("a"), 0, OptionalLong.empty())).toList(),
                Metric.TOP_TOKEN,
                1);
    }

    static Split split() {
        return Split.first(TASK, new BigDecimal("0.6"));
    }

    @Override
    public String identity() {
        return "planted";
    }

    @Override
    public int components(MatrixId matrix) {
        return 64;
    }

    @Override
    public List<Outcome> evaluate(List<Reduction> reductions, int[] items, Progress progress) {
        if (asked.size() >= stopAfter) {
            throw new CancelledException();
        }
        asked.add(reductions);
        itemRuns += items.length;
        double skill = 0.4 + reductions.stream().mapToDouble(PlantedModel::effect).sum();
        return Arrays.stream(items).mapToObj(item -> outcome(item, skill)).toList();
    }

    private static double effect(Reduction reduction) {
        double rho = reduction.rho().doubleValue();
        if (reduction.matrix().equals(HELPS)) {
            return rho <= 0.2 ? 0.3 - 0.1 * rho : 0;
        }
        if (reduction.matrix().equals(HELPS_A_LITTLE)) {
            return rho < 0.5 ? 0.1 : 0;
        }
        return -0.2 * (1 - rho);
    }

    /// Items are of evenly spread difficulty, in an order that looks shuffled.
    private static Outcome outcome(int item, double skill) {
        double difficulty = item * 37 % 100 / 100.0;
        boolean correct = difficulty < skill;
        return new Outcome(correct, 2 - skill + difficulty, 1, correct ? 1 : 7, 0, 0);
    }
}
