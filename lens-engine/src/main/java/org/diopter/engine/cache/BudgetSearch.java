package org.diopter.engine.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.cache.Budget.Counts;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// Divides one total budget among all caches of a model, so that as much attention as possible is retained on a text: keys go, a step at a time, to the cache
/// that gains most by them.
///
/// Retained mass is that of the full cache's attention, block by block, as if no other block evicted. What is chosen on one text is to be judged on another.
public final class BudgetSearch {
    private final SplitBlocks blocks;

    public BudgetSearch(SplitBlocks blocks) {
        this.blocks = blocks;
    }

    /// Retained mass of one cache over budgets.
    private record Curve(int block, int cache, int[] budgets, double[] mass) {
        /// What each key of the step above a budget gains.
        double gain(int index) {
            return index + 1 < budgets.length ? (mass[index + 1] - mass[index]) / (budgets[index + 1] - budgets[index]) : -1;
        }
    }

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

        private double mass() {
            return curve.mass()[index] + more * Math.max(0, gain());
        }
    }

    /// Chooses a budget for every cache.
    ///
    /// @param full the text with everything kept
    /// @param policy whose recent keys, sink, α and grouping all caches have; its budget times their number is the total
    /// @param steps on how many budgets a cache is tried, from an eighth of the policy's to four times as much
    public HeadPolicies search(Residuals full, ScorePolicy policy, int steps, Cancellation cancellation) {
        int tokens = full.tokens().length();
        Counts counts = policy.counts(tokens);
        ModelShape shape = blocks.shape();
        int caches = policy.grouping().caches(shape.heads(), shape.kvHeads());
        List<Curve> curves = new ArrayList<>();
        for (int block = 0; block < shape.layers(); block++) {
            curves.addAll(curves(full, block, policy, budgets(counts, steps, tokens), cancellation));
        }
        int[] chosen = divide(curves, counts.total());
        List<List<ScorePolicy>> all = new ArrayList<>();
        for (int block = 0; block < shape.layers(); block++) {
            List<ScorePolicy> own = new ArrayList<>();
            for (int cache = 0; cache < caches; cache++) {
                own.add(policy.with(scaled(counts, chosen[block * caches + cache])));
            }
            all.add(own);
        }
        return new HeadPolicies(all);
    }

    private static int[] budgets(Counts counts, int steps, int tokens) {
        TreeSet<Integer> budgets = new TreeSet<>();
        int least = Math.max(counts.sink() + 1, counts.total() / 8);
        int most = Math.min(tokens - 1, 4 * counts.total());
        budgets.add(counts.total());
        for (int i = 0; i < steps; i++) {
            budgets.add((int) Math.round(least * Math.pow((double) most / least, (double) i / Math.max(1, steps - 1))));
        }
        return budgets.stream().mapToInt(Integer::intValue).toArray();
    }

    /// The same division of a budget into parts, at another size.
    private static Counts scaled(Counts counts, int total) {
        int free = total - counts.sink();
        int recent = (int) ((long) free * counts.recent() / Math.max(1, counts.heavy() + counts.recent()));
        return new Counts(counts.sink(), free - recent, recent);
    }

    private List<Curve> curves(Residuals full, int block, ScorePolicy policy, int[] budgets, Cancellation cancellation) {
        int tokens = full.tokens().length();
        ModelShape shape = blocks.shape();
        int caches = policy.grouping().caches(shape.heads(), shape.kvHeads());
        float[] attention = attention(full, block, cancellation);
        double[][] mass = new double[caches][budgets.length];
        for (int i = 0; i < budgets.length; i++) {
            cancellation.throwIfCancelled();
            ScorePolicy tried = policy.with(scaled(policy.counts(tokens), budgets[i]));
            EvictionRecord record =
                    Simulation.run(attention, shape.heads(), shape.kvHeads(), tokens, tried, block, Timing.STREAMING, Simulation.Listener.NONE);
            for (int head = 0; head < shape.heads(); head++) {
                for (int query = 0; query < tokens; query++) {
                    mass[record.cache(head)][i] += record.mass(head, query) / tokens;
                }
            }
        }
        List<Curve> curves = new ArrayList<>();
        for (int cache = 0; cache < caches; cache++) {
            curves.add(new Curve(block, cache, budgets, mass[cache]));
        }
        return curves;
    }

    private float[] attention(Residuals full, int block, Cancellation cancellation) {
        int tokens = full.tokens().length();
        int heads = blocks.shape().heads();
        float[] attention = new float[Math.multiplyExact(heads, tokens * tokens)];
        try (TensorMemory memory = new TensorMemory()) {
            SplitBlocks.Rows rows = blocks.rows(full.tokens(), 0, tokens, memory);
            FloatTensor scores =
                    rows.scores(block, BlockEdits.NONE, full.layer(block), blocks.empty(), memory, cancellation).scores();
            RowSoftmax softmax = new RowSoftmax();
            float[] row = new float[tokens];
            for (int i = 0; i < heads * tokens; i++) {
                int count = i % tokens + 1;
                softmax.read(scores, (long) i * tokens, count, row);
                System.arraycopy(row, 0, attention, i * tokens, count);
            }
        }
        return attention;
    }

    /// Every cache begins with the least, and steps go to the highest gain a key until the total is spent. If that promises less than the same budget for all,
    /// which it may where curves are not concave, all get the same.
    private static int[] divide(List<Curve> curves, int each) {
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
        double divided = steps.stream().mapToDouble(Step::mass).sum();
        double even = curves.stream().mapToDouble(curve -> curve.mass()[Arrays.binarySearch(curve.budgets(), each)]).sum();
        return steps.stream().mapToInt(step -> divided > even ? step.budget() : each).toArray();
    }
}
