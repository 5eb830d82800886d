package org.diopter.views.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diopter.model.tokenizer.Encoding;
import org.diopter.model.tokenizer.Token;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// A tokenizer of a few words: a token is a word with the space before it; what it does not know becomes `?`. Id 0 stands before every text.
public final class Words implements Tokenizer {
    private static final List<String> ALL = List.of(
            "<|endoftext|>", "?", "The", " capital", " of", " France", " is", " Paris", ".", " The", " Italy", " Rome", " Milan", " the", " a",
                    " mother",
            " language", " Japan", " first", " in", " Naples", ",", "\n", " and");

    /// A character that it drops, as if it lacked its bytes.
    public static final String LACKING = "\u00A4";

    /// What the tests read.
    public static final String PROMPT = "The capital of France is Paris. The capital of Italy is";

    @Override
    public int size() {
        return ALL.size();
    }

    @Override
    public Encoding encode(String text) {
        List<Integer> ids = new ArrayList<>(List.of(0));
        List<Integer> starts = new ArrayList<>(List.of(0));
        List<Integer> ends = new ArrayList<>(List.of(0));
        StringBuilder dropped = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith(LACKING, at)) {
                dropped.append(LACKING);
                at += LACKING.length();
                continue;
            }
            int id = longest(text, at);
            ids.add(id);
            starts.add(at);
            at += id == 1 ? 1 : ALL.get(id).length();
            ends.add(at);
        }
        return new Encoding(TokenSequence.of(array(ids)), array(starts), array(ends), dropped.toString());
    }

    private static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int longest(String text, int at) {
        int best = 1;
        for (int id = 2; id < ALL.size(); id++) {
            if (text.startsWith(ALL.get(id), at) && (best == 1 || ALL.get(id).length() > ALL.get(best).length())) {
                best = id;
            }
        }
        return best;
    }

    @Override
    public String decode(TokenSequence tokens) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(tokens.toArray()).mapToObj(ALL::get).forEach(text::append);
        return text.toString();
    }

    @Override
    public Token token(int id) {
        return new Token(id, ALL.get(id).getBytes(StandardCharsets.UTF_8), id == 0);
    }

    /// The id of a word, with the space before it.
    public static int id(String word) {
        return ALL.indexOf(word);
    }

    @Override
    public void close() {}
}
