package org.diopter.engine.cache;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.cache.Budget.Counts;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// Divides one total budget among all caches of a model, and gives each an α of its own, so that as much attention as possible is retained on a text: keys
/// go, a step at a time, to the cache that gains most by them.
///
/// Retained mass is that of the full cache's attention, block by block, as if no other block evicted. What is chosen on one text is to be judged on another.
public final class BudgetSearch {
    private final SplitBlocks blocks;

    public BudgetSearch(SplitBlocks blocks) {
        this.blocks = blocks;
    }

    /// What is tried.
    ///
    /// @param steps on how many budgets a cache is tried, from an eighth of the policy's to four times as much; 0 if all keep the same
    /// @param alphas of a cache; empty if all keep the policy's
    public record Choices(int steps, List<BigDecimal> alphas) {
        public Choices {
            alphas = List.copyOf(alphas);
        }
    }

    /// Retained mass of one cache over budgets, each with the α that retains most under it.
    @SuppressWarnings("ArrayRecordComponent")
    private record Curve(int block, int cache, int[] budgets, double[] mass, BigDecimal[] alphas) {
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

        /// The α of the tried budget that is nearest below.
        private BigDecimal alpha() {
            return curve.alphas()[index];
        }

        private double mass() {
            return curve.mass()[index] + more * Math.max(0, gain());
        }
    }

    /// Chooses a budget and an α for every cache.
    ///
    /// @param full the text with everything kept
    /// @param policy whose sink, share of recent keys and grouping all caches have; its budget times their number is the total
    public HeadPolicies search(Residuals full, ScorePolicy policy, Choices choices, Cancellation cancellation) {
        int tokens = full.tokens().length();
        Counts counts = policy.counts(tokens);
        ModelShape shape = blocks.shape();
        int caches = policy.grouping().caches(shape.heads(), shape.kvHeads());
        List<Curve> curves = new ArrayList<>();
        for (int block = 0; block < shape.layers(); block++) {
            curves.addAll(curves(full, block, policy, budgets(counts, choices.steps(), tokens), choices.alphas(), cancellation));
        }
        List<Chosen> chosen = divide(curves, counts.total());
        List<List<ScorePolicy>> all = new ArrayList<>();
        for (int block = 0; block < shape.layers(); block++) {
            List<ScorePolicy> own = new ArrayList<>();
            for (int cache = 0; cache < caches; cache++) {
                Chosen one = chosen.get(block * caches + cache);
                own.add(policy.with(scaled(counts, one.budget())).withAlpha(one.alpha()));
            }
            all.add(own);
        }
        return new HeadPolicies(all);
    }

    private record Chosen(int budget, BigDecimal alpha) {}

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

    private List<Curve> curves(Residuals full, int block, ScorePolicy policy, int[] budgets, List<BigDecimal> alphas, Cancellation cancellation) {
        int tokens = full.tokens().length();
        ModelShape shape = blocks.shape();
        int caches = policy.grouping().caches(shape.heads(), shape.kvHeads());
        float[] attention = attention(full, block, cancellation);
        double[][] best = new double[caches][budgets.length];
        BigDecimal[][] chosen = new BigDecimal[caches][budgets.length];
        for (BigDecimal alpha : alphas.isEmpty() ? List.of(policy.alpha()) : alphas) {
            for (int i = 0; i < budgets.length; i++) {
                cancellation.throwIfCancelled();
                ScorePolicy tried = policy.with(scaled(policy.counts(tokens), budgets[i])).withAlpha(alpha);
                double[] mass = mass(attention, tokens, tried, block, caches);
                for (int cache = 0; cache < caches; cache++) {
                    if (mass[cache] > best[cache][i]) {
                        best[cache][i] = mass[cache];
                        chosen[cache][i] = alpha;
                    }
                }
            }
        }
        return IntStream.range(0, caches).mapToObj(cache -> new Curve(block, cache, budgets, best[cache], chosen[cache])).toList();
    }

    private double[] mass(float[] attention, int tokens, ScorePolicy policy, int block, int caches) {
        ModelShape shape = blocks.shape();
        EvictionRecord record =
                Simulation.run(attention, shape.heads(), shape.kvHeads(), tokens, policy, block, Timing.STREAMING, Simulation.Listener.NONE);
        double[] mass = new double[caches];
        for (int head = 0; head < shape.heads(); head++) {
            for (int query = 0; query < tokens; query++) {
                mass[record.cache(head)] += record.mass(head, query) / tokens;
            }
        }
        return mass;
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
    private static List<Chosen> divide(List<Curve> curves, int each) {
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
        return divided > even
                ? steps.stream().map(step -> new Chosen(step.budget(), step.alpha())).toList()
                : curves.stream().map(curve -> new Chosen(each, curve.alphas()[Arrays.binarySearch(curve.budgets(), each)])).toList();
    }
}
