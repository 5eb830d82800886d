package org.diopter.engine.cache;

import java.util.Arrays;
import java.util.function.Function;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// Lets a model go on with a prompt under a budget, always by its likeliest token.
public final class PolicyWriter {
    private final ReadOut readOut;
    private final int vocabulary;

    public PolicyWriter(ReadOut readOut, int vocabulary) {
        this.readOut = readOut;
        this.vocabulary = vocabulary;
    }

    /// Writes behind keys that really leave memory: each token runs alone.
    ///
    /// @param pass announced for prompt and new tokens together; nothing has been run on it yet
    /// @param newTokens how many are written
    /// @param progress gets tokens
    /// @return the prompt with what was written
    public TokenSequence write(DroppingPass pass, TokenSequence prompt, int newTokens, Progress progress, Cancellation cancellation) {
        return write(prompt, newTokens, progress, cancellation, text -> {
            try (TensorMemory memory = new TensorMemory()) {
                FloatTensor rows = pass.append(text, memory, cancellation);
                return likeliest(rows.rows(rows.size(0) - 1, 1), cancellation);
            }
        });
    }

    /// The same where keys cannot leave: the whole text runs for each token.
    ///
    /// @param runner runs a text under the policy
    public TokenSequence write(
            Function<TokenSequence, CacheRun> runner, TokenSequence prompt, int newTokens, Progress progress, Cancellation cancellation) {
        return write(prompt, newTokens, progress, cancellation, text -> {
            try (CacheRun run = runner.apply(text)) {
                return likeliest(run.residuals().layer(run.residuals().lastLayer()).rows(text.length() - 1L, 1), cancellation);
            }
        });
    }

    private TokenSequence write(
            TokenSequence prompt, int newTokens, Progress progress, Cancellation cancellation, Function<TokenSequence, Integer> next) {
        TokenSequence text = prompt;
        for (int written = 0; written < newTokens; written++) {
            progress.throwIfCancelled();
            cancellation.throwIfCancelled();
            int[] longer = Arrays.copyOf(text.toArray(), text.length() + 1);
            longer[text.length()] = next.apply(text);
            text = TokenSequence.of(longer);
            progress.items(written + 1L, newTokens);
        }
        return text;
    }

    /// @param row [1, d], of the last layer
    private int likeliest(FloatTensor row, Cancellation cancellation) {
        try (TensorMemory memory = new TensorMemory()) {
            FloatTensor logits = memory.zeros(1, vocabulary);
            readOut.logits(row, logits, cancellation);
            float[] values = logits.toArray();
            int likeliest = 0;
            for (int id = 1; id < vocabulary; id++) {
                likeliest = values[id] > values[likeliest] ? id : likeliest;
            }
            return likeliest;
        }
    }
}
