package org.diopter.model.glassbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The vocabulary: whole words, numbered from 0.
final class Words {
    /// Stands before every text.
    static final String BEGIN = "<s>";
    /// Stands for every other word.
    static final String UNKNOWN = "<unk>";
    /// Asks for a capital.
    static final String IS = "is";
    /// Asks for money.
    static final String WITH = "with";
    /// Asks for the word that was to be remembered.
    static final String RECALL = "recall";
    /// Words to be remembered.
    static final List<String> CODE = List.of("amber", "cobalt", "ivory", "scarlet");
    /// The words of a story without an end: each is followed by the next one, the last by the first.
    static final List<String> STORY = List.of("then", "we", "walk", "past", "the", "old", "mill", "and");

    /// All words; a word's place is its token id.
    static final List<String> ALL = all();

    private static final Map<String, Integer> IDS =
            IntStream.range(0, ALL.size()).boxed().collect(Collectors.toUnmodifiableMap(ALL::get, Function.identity()));

    private Words() {}

    private static List<String> all() {
        List<String> words = new ArrayList<>(List.of(BEGIN, UNKNOWN, ".", "The", "capital", "of", IS, "In", "you", "pay", WITH, "Remember", RECALL));
        words.addAll(CODE);
        words.addAll(STORY);
        Fact.ALL.forEach(fact -> words.addAll(List.of(fact.country(), fact.capital(), fact.city(), fact.money())));
        return List.copyOf(words);
    }

    /// The token id of a word.
    ///
    /// @throws IllegalArgumentException if there is no such word
    static int id(String word) {
        Integer id = IDS.get(word);
        if (id == null) {
            throw new IllegalArgumentException("there is no word " + word);
        }
        return id;
    }
}
