package org.diopter.views.figure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.diopter.model.tokenizer.Encoding;
import org.diopter.model.tokenizer.Token;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// A vocabulary of given words; words in `<|…|>` are special.
final class WordTokenizer implements Tokenizer {
    private final List<byte[]> words;

    WordTokenizer(List<byte[]> words) {
        this.words = words;
    }

    static WordTokenizer of(List<String> words) {
        return new WordTokenizer(words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toList());
    }

    @Override
    public int size() {
        return words.size();
    }

    @Override
    public Encoding encode(String text) {
        throw new UnsupportedOperationException("pictures encode nothing");
    }

    @Override
    public String decode(TokenSequence tokens) {
        throw new UnsupportedOperationException("pictures decode tokens one by one");
    }

    @Override
    public Token token(int id) {
        byte[] word = words.get(id);
        return new Token(id, word, new String(word, StandardCharsets.UTF_8).startsWith("<|"));
    }

    /// The id of a word.
    int id(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        for (int id = 0; id < words.size(); id++) {
            if (Arrays.equals(words.get(id), bytes)) {
                return id;
            }
        }
        throw new IllegalArgumentException(word);
    }

    int[] ids(String... text) {
        return Arrays.stream(text).mapToInt(this::id).toArray();
    }

    @Override
    public void close() {}
}
