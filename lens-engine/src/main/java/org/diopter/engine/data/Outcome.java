package org.diopter.engine.data;

import java.util.Locale;

/// How a model did on one item.
///
/// @param correct by the task's metric
/// @param logLoss −log p of the right answer divided by its number of tokens, in nats, under the whole vocabulary
/// @param answerTokens how many tokens the right answer has
/// @param rank of the right answer's first token among all, from 1
/// @param chosen which of the item's choices was likeliest; 0 where there is one only
/// @param labelLoss −log p of the right choice among the choices alone; 0 where there is one only
public record Outcome(boolean correct, double logLoss, int answerTokens, int rank, int chosen, double labelLoss) {
    /// Whether an answer stands in a text, case and white space at its ends aside.
    public static boolean contains(String text, String answer) {
        return text.strip().toLowerCase(Locale.ROOT).contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
