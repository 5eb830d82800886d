package org.diopter.engine.cache;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/// Divides one total of keys among caches by what each gains from more of them.
///
/// @param curves one a cache
/// @param each how many keys every cache would have if all had the same; every curve has that budget
record BudgetDivision(List<Curve> curves, int each) {
    BudgetDivision {
        curves = List.copyOf(curves);
    }

    /// What one cache is worth over its budgets.
    ///
    /// @param budgets ascending
    /// @param worth at each of them, the more the better
    /// @param alphas with which it is worth that
    @SuppressWarnings("ArrayRecordComponent")
    record Curve(int[] budgets, double[] worth, BigDecimal[] alphas) {
        /// What each key of the step above a budget gains.
        double gain(int index) {
            return index + 1 < budgets.length ? (worth[index + 1] - worth[index]) / (budgets[index + 1] - budgets[index]) : Double.NEGATIVE_INFINITY;
        }

        Chosen at(int budget) {
            return new Chosen(budget, alphas[Arrays.binarySearch(budgets, budget)]);
        }

        double worth(int budget) {
            return worth[Arrays.binarySearch(budgets, budget)];
        }
    }

    /// What one cache gets.
    record Chosen(int budget, BigDecimal alpha) {}

    private static final class Step {
        private final Curve curve;
        private int index;
        private int more;

        private Step(Curve curve) {
            this.curve = curve;
        }

        private double gain() {
            return curve.gain(index);
        }

        private int budget() {
            return curve.budgets()[index] + more;
        }

        private double worth() {
            return curve.worth()[index] + (more > 0 ? more * Math.max(0, gain()) : 0);
        }

        /// With the α of the tried budget that is nearest below.
        private Chosen chosen() {
            return new Chosen(budget(), curve.alphas()[index]);
        }
    }

    /// The same for all.
    List<Chosen> even() {
        return curves.stream().map(curve -> curve.at(each)).toList();
    }

    /// Every cache begins with the least, and steps go to the highest gain a key until the total is spent. If that promises less than the same budget for all,
    /// which it may where curves are not concave, all get the same.
    List<Chosen> best() {
        PriorityQueue<Step> queue = new PriorityQueue<>((a, b) -> Double.compare(b.gain(), a.gain()));
        List<Step> steps = curves.stream().map(Step::new).toList();
        queue.addAll(steps);
        int left = each * curves.size() - steps.stream().mapToInt(Step::budget).sum();
        while (left > 0 && !queue.isEmpty()) {
            Step best = queue.poll();
            if (best.index + 1 == best.curve.budgets().length) {
                continue;
            }
            int price = best.curve.budgets()[best.index + 1] - best.curve.budgets()[best.index];
            if (price <= left) {
                best.index++;
                queue.add(best);
            } else {
                best.more = left;
            }
            left -= Math.min(price, left);
        }
        double divided = steps.stream().mapToDouble(Step::worth).sum();
        double even = curves.stream().mapToDouble(curve -> curve.worth(each)).sum();
        return divided > even ? steps.stream().map(Step::chosen).toList() : even();
    }
}
