package org.diopter.engine.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.diopter.model.tokenizer.Encoding;
import org.diopter.model.tokenizer.Token;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// A tokenizer whose texts are token ids parted by spaces, for models that have none.
///
/// @param size of the vocabulary; the last id is a special token
public record NumberTokenizer(int size) implements Tokenizer {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    @Override
    public Encoding encode(String text) {
        List<Integer> ids = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (Matcher number = NUMBER.matcher(text); number.find(); ) {
            ids.add(Integer.parseInt(number.group()));
            starts.add(number.start());
            ends.add(number.end());
        }
        return new Encoding(TokenSequence.of(array(ids)), array(starts), array(ends));
    }

    private static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String decode(TokenSequence tokens) {
        return Arrays.stream(tokens.toArray()).filter(id -> id < size).mapToObj(id -> " " + id).collect(Collectors.joining());
    }

    @Override
    public Token token(int id) {
        return new Token(Objects.checkIndex(id, size), (" " + id).getBytes(StandardCharsets.US_ASCII), id == size - 1);
    }

    @Override
    public void close() {}
}
