package org.diopter.engine.generate;

import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.tokenizer.TokenSequence;

/// What a model says of the token behind a text that grows. For one text, and one thread at a time.
public interface NextLogits extends AutoCloseable {
    /// The logits of the next token.
    ///
    /// @param text the prompt at first, then what it was before with tokens behind it
    /// @return [V]
    float[] after(TokenSequence text, Cancellation cancellation);

    @Override
    void close();
}
