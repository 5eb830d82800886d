package org.diopter.engine.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How a model did on several items.
///
/// @param items how many
/// @param correct how many by the task's metric
/// @param logLoss mean of the items' log-losses, in nats
/// @param labelLoss mean loss among the choices alone, in nats
/// @param perplexity exp(−Σ log p / Σ tokens) over all right answers
/// @param top5 share of items whose answer's first token was among the five likeliest
/// @param top10 among the ten likeliest
/// @param chosen how often each answer was chosen, by its text; empty where nothing is chosen. An edit that only turns every answer into one class shows here
public record Score(
        int items, int correct, double logLoss, double labelLoss, double perplexity, double top5, double top10, Map<String, Integer> chosen) {
    public Score {
        chosen = Map.copyOf(chosen);
    }

    /// @param indices which items the outcomes belong to, in the same order
    public static Score of(Task task, int[] indices, List<Outcome> outcomes) {
        int correct = 0;
        double logLoss = 0;
        double labelLoss = 0;
        double negative = 0;
        long tokens = 0;
        int top5 = 0;
        int top10 = 0;
        Map<String, Integer> chosen = new TreeMap<>();
        for (int i = 0; i < indices.length; i++) {
            Outcome outcome = outcomes.get(i);
            Item item = task.items().get(indices[i]);
            correct += outcome.correct() ? 1 : 0;
            logLoss += outcome.logLoss();
            labelLoss += outcome.labelLoss();
            negative += outcome.logLoss() * outcome.answerTokens();
            tokens += outcome.answerTokens();
            top5 += outcome.rank() <= 5 ? 1 : 0;
            top10 += outcome.rank() <= 10 ? 1 : 0;
            if (item.choices().size() > 1) {
                chosen.merge(item.choices().get(outcome.chosen()), 1, Integer::sum);
            }
        }
        double n = indices.length;
        return new Score(indices.length, correct, logLoss / n, labelLoss / n, Math.exp(negative / tokens), top5 / n, top10 / n, chosen);
    }

    /// The share of items solved.
    public double accuracy() {
        return (double) correct / items;
    }
}
