package org.diopter.engine.lens.judging;

import java.util.List;
import org.diopter.model.tokenizer.Token;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// Counts the bytes of text behind tokens, so that models with different vocabularies can be compared.
public final class TextBytes {
    private TextBytes() {}

    /// UTF-8 bytes of the tokens that are predicted: all but the first of each sequence. Special tokens have none.
    public static long ofPredicted(Tokenizer tokenizer, List<TokenSequence> sequences) {
        long bytes = 0;
        for (TokenSequence sequence : sequences) {
            for (int position = 1; position < sequence.length(); position++) {
                int id = sequence.id(position);
                Token token = id < tokenizer.size() ? tokenizer.token(id) : new Token(id, new byte[0], true);
                bytes += token.special() ? 0 : token.bytes().length;
            }
        }
        return bytes;
    }
}
