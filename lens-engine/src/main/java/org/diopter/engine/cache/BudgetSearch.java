package org.diopter.engine.cache;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.cache.Budget.Counts;
import org.diopter.engine.cache.BudgetDivision.Chosen;
import org.diopter.engine.cache.BudgetDivision.Curve;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;

/// Divides one total budget among all caches of a model, and gives each an α of its own, by what keys are worth to each cache on a text: they go, a step at
/// a time, to the cache that gains most by them. What is chosen on one text is to be judged on another.
///
/// By retained mass a cache is worth what it keeps of the full cache's attention. By loss it is worth what the text's predictions lose while it alone
/// evicts, with all other caches full; what the division does with all of them evicting is then measured, and if it is worse than the same for all, all get
/// the same.
public final class BudgetSearch {
    private final SplitBlocks blocks;
    private final ModelShape shape;
    private final Residuals full;
    private final CachePass.Request request;
    private final LossTrial trial;
    private final ScorePolicy policy;
    private final Counts counts;
    private final int tokens;
    private final int caches;

    /// @param full the text with everything kept, under the edits of the request
    /// @param request whose policy says what all caches have in common: sink, share of recent keys, grouping and, times their number, the total
    /// @param loss of the stream of the last layer of the text
    public BudgetSearch(SplitBlocks blocks, Residuals full, CachePass.Request request, ToDoubleFunction<FloatTensor> loss) {
        this.blocks = blocks;
        this.shape = blocks.shape();
        this.full = full;
        this.request = request;
        this.trial = new LossTrial(blocks, full, request, loss);
        this.policy = requireScores(request.use().policy());
        this.tokens = full.tokens().length();
        this.counts = policy.counts(tokens);
        this.caches = policy.grouping().caches(shape.heads(), shape.kvHeads());
    }

    /// @throws UnusableInputException D-402 if a policy is none of which heads can have their own
    public static ScorePolicy requireScores(CachePolicy policy) {
        if (policy instanceof ScorePolicy scored) {
            return scored;
        }
        throw new UnusableInputException(PolicyText.CODE, "Under ‘%.60s’ heads cannot have values of their own. Choose local, streaming, h2o, a2sf or tova."
                .formatted(policy.text()));
    }

    /// What a cache is worth by.
    public enum Objective {
        /// Retained attention, block by block, as if no other block evicted.
        MASS,
        /// The cross-entropy of the text's next tokens.
        LOSS
    }

    /// What is tried.
    ///
    /// @param steps on how many budgets a cache is tried, from an eighth of the policy's to four times as much; 0 if all keep the same
    /// @param alphas of a cache; empty if all keep the policy's
    /// @param by what is best
    public record Choices(int steps, List<BigDecimal> alphas, Objective by) {
        private static final int STEPS = 10;
        /// By loss every trial runs a part of the model, so that fewer are made.
        private static final int LOSS_STEPS = 6;
        private static final List<BigDecimal> ALPHAS = decimals("0", "0.05", "0.1", "0.2", "0.3", "0.5", "0.7", "0.9", "0.97", "1");
        private static final List<BigDecimal> LOSS_ALPHAS = decimals("0", "0.1", "0.3", "0.5", "0.8", "1");

        public Choices {
            alphas = List.copyOf(alphas);
        }

        /// What is usually tried.
        ///
        /// @param budgets whether caches get budgets of their own
        /// @param alphas whether they get an α of their own
        public static Choices usual(boolean budgets, boolean alphas, Objective by) {
            boolean loss = by == Objective.LOSS;
            return new Choices(budgets ? loss ? LOSS_STEPS : STEPS : 0, alphas ? loss ? LOSS_ALPHAS : ALPHAS : List.of(), by);
        }

        private static List<BigDecimal> decimals(String... texts) {
            return Stream.of(texts).map(BigDecimal::new).toList();
        }
    }

    /// Chooses a budget and an α for every cache.
    ///
    /// @param progress gets trials
    public HeadPolicies search(Choices choices, Progress progress, Cancellation cancellation) {
        int[] budgets = budgets(choices.steps());
        List<BigDecimal> alphas = choices.alphas().isEmpty() || !policy.kind().hasAlpha() ? List.of(policy.alpha()) : choices.alphas();
        BudgetDivision division = new BudgetDivision(switch (choices.by()) {
            case MASS -> byMass(budgets, alphas, progress, cancellation);
            case LOSS -> byLoss(budgets, alphas, progress, cancellation);
        }, counts.total());
        HeadPolicies best = policies(division.best());
        if (choices.by() == Objective.MASS) {
            return best;
        }
        HeadPolicies same = policies(IntStream.range(0, shape.layers() * caches).mapToObj(_ -> new Chosen(counts.total(), policy.alpha())).toList());
        return trial.ofAll(best, cancellation) <= trial.ofAll(same, cancellation) ? best : same;
    }

    private HeadPolicies policies(List<Chosen> chosen) {
        return new HeadPolicies(IntStream.range(0, shape.layers())
                .mapToObj(block -> chosen.subList(block * caches, (block + 1) * caches).stream().map(this::policy).toList())
                .toList());
    }

    private ScorePolicy policy(Chosen chosen) {
        return policy.withTotal(chosen.budget(), tokens).withAlpha(chosen.alpha());
    }

    private int[] budgets(int steps) {
        TreeSet<Integer> budgets = new TreeSet<>();
        int least = Math.max(counts.sink() + 1, counts.total() / 8);
        int most = (int) Math.min(tokens - 1, 4L * counts.total());
        budgets.add(counts.total());
        for (int i = 0; i < steps; i++) {
            budgets.add((int) Math.round(least * Math.pow((double) most / least, (double) i / Math.max(1, steps - 1))));
        }
        return budgets.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<Curve> byMass(int[] budgets, List<BigDecimal> alphas, Progress progress, Cancellation cancellation) {
        List<Curve> curves = new ArrayList<>();
        for (int block = 0; block < shape.layers(); block++) {
            float[] attention = attention(block, cancellation);
            double[][] best = new double[caches][budgets.length];
            BigDecimal[][] chosen = new BigDecimal[caches][budgets.length];
            for (double[] row : best) {
                Arrays.fill(row, Double.NEGATIVE_INFINITY);
            }
            for (BigDecimal alpha : alphas) {
                for (int i = 0; i < budgets.length; i++) {
                    cancellation.throwIfCancelled();
                    double[] mass = mass(attention, policy(new Chosen(budgets[i], alpha)), block);
                    for (int cache = 0; cache < caches; cache++) {
                        if (mass[cache] > best[cache][i]) {
                            best[cache][i] = mass[cache];
                            chosen[cache][i] = alpha;
                        }
                    }
                }
            }
            for (int cache = 0; cache < caches; cache++) {
                curves.add(new Curve(budgets, best[cache], chosen[cache]));
            }
            progress.items(block + 1, shape.layers());
        }
        return curves;
    }

    private double[] mass(float[] attention, ScorePolicy tried, int block) {
        EvictionRecord record = Simulation.run(
                attention, shape.heads(), shape.kvHeads(), tokens, tried, block, request.use().timing(), Simulation.Listener.NONE);
        double[] mass = new double[caches];
        for (int head = 0; head < shape.heads(); head++) {
            for (int query = 0; query < tokens; query++) {
                mass[record.cache(head)] += record.mass(head, query) / tokens;
            }
        }
        return mass;
    }

    private float[] attention(int block, Cancellation cancellation) {
        int heads = shape.heads();
        float[] attention = Simulation.room(heads, tokens);
        try (TensorMemory memory = new TensorMemory()) {
            SplitBlocks.Rows rows = blocks.rows(full.tokens(), 0, tokens, memory);
            FloatTensor scores =
                    rows.scores(block, request.edits().of(block), full.layer(block), blocks.empty(), memory, cancellation).scores();
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

    /// Of each cache first the α that loses least at the policy's budget, then the loss over budgets under that α.
    private List<Curve> byLoss(int[] budgets, List<BigDecimal> alphas, Progress progress, Cancellation cancellation) {
        int trials = shape.layers() * caches * ((alphas.size() > 1 ? alphas.size() : 0) + budgets.length);
        int done = 0;
        List<Curve> curves = new ArrayList<>();
        for (int block = 0; block < shape.layers(); block++) {
            for (int cache = 0; cache < caches; cache++) {
                BigDecimal best = alphas.getFirst();
                double least = Double.POSITIVE_INFINITY;
                for (BigDecimal alpha : alphas.size() > 1 ? alphas : List.<BigDecimal>of()) {
                    double loss = loss(block, cache, new Chosen(counts.total(), alpha), cancellation);
                    best = loss < least ? alpha : best;
                    least = Math.min(least, loss);
                    progress.items(++done, trials);
                }
                double[] worth = new double[budgets.length];
                BigDecimal[] chosen = new BigDecimal[budgets.length];
                Arrays.fill(chosen, best);
                for (int i = 0; i < budgets.length; i++) {
                    worth[i] = -loss(block, cache, new Chosen(budgets[i], best), cancellation);
                    progress.items(++done, trials);
                }
                curves.add(new Curve(budgets, worth, chosen));
            }
        }
        return curves;
    }

    /// The loss while one cache evicts: the others keep as many keys as the text has.
    private double loss(int block, int cache, Chosen chosen, Cancellation cancellation) {
        ScorePolicy everything = policy.with(new Counts(0, 0, tokens));
        List<List<ScorePolicy>> all = IntStream.range(0, shape.layers())
                .mapToObj(b -> IntStream.range(0, caches).mapToObj(c -> b == block && c == cache ? policy(chosen) : everything).toList())
                .toList();
        return trial.ofBlock(block, new HeadPolicies(all), cancellation);
    }
}
