package org.diopter.engine.data;

import org.diopter.model.tokenizer.Encoding;
import org.diopter.model.tokenizer.Token;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// A tokenizer in which a character's code is its id, so that a test can write any ids as a text.
///
/// @param size of the vocabulary
/// @param marked whether it puts an end mark, id 0, behind the text
record CodePoints(int size, boolean marked) implements Tokenizer {

    /// The text of some ids.
    static String text(TokenSequence ids, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int position = from; position < to; position++) {
            text.append((char) ids.id(position));
        }
        return text.toString();
    }

    @Override
    public Encoding encode(String text) {
        int length = text.length() + (marked ? 1 : 0);
        int[] ids = new int[length];
        int[] starts = new int[length];
        int[] ends = new int[length];
        for (int i = 0; i < length; i++) {
            ids[i] = i < text.length() ? text.charAt(i) : 0;
            starts[i] = Math.min(i, text.length());
            ends[i] = Math.min(i + 1, text.length());
        }
        return new Encoding(TokenSequence.of(ids), starts, ends);
    }

    @Override
    public String decode(TokenSequence tokens) {
        return text(tokens, 0, tokens.length());
    }

    @Override
    public Token token(int id) {
        return new Token(id, new byte[0], false);
    }

    @Override
    public void close() {}
}
