package org.diopter.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diopter.engine.cache.CacheRun;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Task;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// Measures a model under a cache policy on questions with answers to choose from, as lm-eval counts `acc`: of the answers, the right one has the largest
/// summed log-probability. Every answer runs by itself behind its question, for what is kept of a question depends on what follows it; a ratio is of question
/// and answer together, and where the budget covers both, everything stays.
public final class PolicyEvaluator implements AutoCloseable {
    private final Task task;
    private final Tokenizer tokenizer;
    private final int context;
    private final TokenScores scores;
    private final Runner runner;

    /// Runs a text under a policy.
    @FunctionalInterface
    public interface Runner {
        /// @return the caller's to close
        CacheRun run(TokenSequence tokens, CacheUse use);
    }

    /// @param context the longest text that the model takes
    /// @throws UnusableInputException D-403 if the task is no choice among answers
    public PolicyEvaluator(Task task, Tokenizer tokenizer, int context, ReadOut readOut, int vocabulary, Runner runner) {
        require(task);
        this.task = task;
        this.tokenizer = tokenizer;
        this.context = context;
        this.scores = new TokenScores(readOut, vocabulary);
        this.runner = runner;
    }

    /// Refuses what measuring some items under policies would refuse, without running anything.
    ///
    /// @param context the longest text that the model takes
    /// @param items indices into the task's items
    /// @throws UnusableInputException D-403 if the task is no choice among answers, D-201 if an item is too long for the model, D-402 if one is too short for the
    ///     share that a policy keeps
    public static void require(Task task, Tokenizer tokenizer, int context, int[] items, List<CacheUse> uses) {
        require(task);
        for (int index : items) {
            for (ItemTokens.Answer answer : ItemTokens.of(task.items().get(index), index, tokenizer, context).answers()) {
                uses.forEach(use -> requireShare(use, index, answer.firstRow() + answer.ids().length));
            }
        }
    }

    private static void requireShare(CacheUse use, int item, int read) {
        try {
            within(use, read);
        } catch (UnusableInputException e) {
            throw new UnusableInputException(e.code(), "Item %d has %d tokens with its answer, too few for ‘%s’: %s".formatted(
                    item, read + 1, use.policy().text(), e.sentence()), e);
        }
    }

    private static void require(Task task) {
        if (task.metric() != Metric.CLASSIFICATION) {
            throw new UnusableInputException("D-403", "The task ‘%s’ has no answers to choose from, and policies are measured on those. Use --metric classification."
                    .formatted(task.name()));
        }
    }

    /// @param items indices into the task's items
    /// @param progress gets items
    public List<Outcome> evaluate(CacheUse use, int[] items, Progress progress, Cancellation cancellation) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int index : items) {
            progress.throwIfCancelled();
            Item item = task.items().get(index);
            ItemTokens tokens = ItemTokens.of(item, index, tokenizer, context);
            List<Answered> answers = tokens.answers().stream().map(answer -> answered(tokens, answer, use, cancellation)).toList();
            outcomes.add(outcome(item, answers));
            progress.items(outcomes.size(), items.length);
        }
        return outcomes;
    }

    private record Answered(double logProbability, int tokens, int firstRank) {}

    private Answered answered(ItemTokens item, ItemTokens.Answer answer, CacheUse use, Cancellation cancellation) {
        int[] question = Arrays.copyOf(item.inputs().get(answer.input()).toArray(), answer.firstRow() + 1);
        int[] read = Arrays.copyOf(question, answer.firstRow() + answer.ids().length);
        System.arraycopy(answer.ids(), 0, read, question.length, answer.ids().length - 1);
        try (CacheRun run = runner.run(TokenSequence.of(read), within(use, read.length));
                TensorMemory memory = new TensorMemory()) {
            FloatTensor last = run.residuals().layer(run.residuals().lastLayer());
            FloatTensor ends = memory.zeros(answer.ids().length, last.rowLength());
            ends.copyFrom(last, (long) answer.firstRow() * last.rowLength(), 0, ends.elements());
            TokenScores.RowScores[] rows = scores.read(ends, Arrays.stream(answer.ids()).mapToObj(id -> new int[] {id}).toArray(int[][]::new), cancellation);
            double sum = Arrays.stream(rows).mapToDouble(row -> row.logProbabilities()[0]).sum();
            return new Answered(sum, rows.length, rows[0].ranks()[0]);
        }
    }

    /// The last token of the answer is not read, but counts for a ratio.
    private static CacheUse within(CacheUse use, int read) {
        CacheUse fixed = new CacheUse(use.policy().fixed(read + 1), use.timing());
        return fixed.policy().leastBudget(read) >= read || fixed.timing().prompt() >= read ? CacheUse.FULL : fixed;
    }

    private static Outcome outcome(Item item, List<Answered> answers) {
        double[] sums = answers.stream().mapToDouble(Answered::logProbability).toArray();
        int chosen = 0;
        for (int choice = 1; choice < sums.length; choice++) {
            chosen = sums[choice] > sums[chosen] ? choice : chosen;
        }
        Answered right = answers.get(item.correct());
        return new Outcome(
                chosen == item.correct(),
                -right.logProbability() / right.tokens(),
                right.tokens(),
                right.firstRank(),
                chosen,
                ModelEvaluator.labelLoss(sums, item.correct()));
    }

    @Override
    public void close() {
        scores.close();
    }
}
