package org.diopter.engine.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.diopter.engine.generate.Writing.End;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// Writes behind a prompt, token by token.
///
/// @param next gives the logits behind a text
/// @param ends whether a token is the end of a text
/// @param context how many tokens the model takes
public record TokenWriter(Function<TokenSequence, float[]> next, IntPredicate ends, int context) {

    /// Writes until there are enough tokens, the text ends, or the model takes no more.
    ///
    /// @param listener hears of every token, on the caller's thread
    /// @param progress gets tokens
    /// @throws UnusableInputException D-201 if the prompt is as long as the model takes
    /// @throws org.diopter.model.CancelledException if it was stopped; what the listener heard of stays good
    public Writing write(TokenSequence prompt, WritingPlan plan, Consumer<Writing> listener, Progress progress) {
        if (prompt.length() >= context) {
            throw new UnusableInputException("D-201", "The prompt has %d tokens, and the model takes %d: nothing can be written behind it. Shorten it by %d or more."
                    .formatted(prompt.length(), context, prompt.length() - context + 1));
        }
        TokenSampler sampler = new TokenSampler(plan.sampling());
        TokenSequence text = prompt;
        List<WrittenToken> written = new ArrayList<>();
        while (true) {
            progress.throwIfCancelled();
            float[] logits = next.apply(text);
            int id = sampler.next(logits);
            if (ends.test(id)) {
                return new Writing(prompt, written, Optional.of(End.END_OF_TEXT));
            }
            text = text.with(id);
            written.add(new WrittenToken(id, probability(logits, id)));
            progress.items(written.size(), plan.newTokens());
            Optional<End> end = end(written.size(), plan, text.length());
            Writing soFar = new Writing(prompt, written, end);
            listener.accept(soFar);
            if (end.isPresent()) {
                return soFar;
            }
        }
    }

    private Optional<End> end(int written, WritingPlan plan, int length) {
        if (written == plan.newTokens()) {
            return Optional.of(End.COUNT);
        }
        return length == context ? Optional.of(End.CONTEXT) : Optional.empty();
    }

    private static double probability(float[] logits, int id) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((double) logit - logits[id]);
        }
        return 1 / sum;
    }
}
