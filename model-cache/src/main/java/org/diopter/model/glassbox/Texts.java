package org.diopter.model.glassbox;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What comes with the weights: texts in the model's words, and questions with their right answers.
final class Texts {
    private static final int STORY_ROUNDS = 24;

    private Texts() {}

    /// Sentences of facts in a mixed order: two of three about capitals, the others about money; every fact equally often.
    ///
    /// @param first the number of the first sentence
    /// @param sentences how many
    static String facts(int first, int sentences) {
        int facts = Fact.ALL.size();
        List<String> lines = new ArrayList<>();
        for (int n = first; n < first + sentences; n++) {
            // 5 and 8 have no common divisor, so every round visits every fact; rounds begin at different ones.
            int round = n / facts;
            Fact fact = Fact.ALL.get((5 * n + 3 * round) % facts);
            lines.add(round % 3 < 2 ? capitalPrompt(fact) + " " + fact.capital() + " ." : moneyPrompt("you", fact) + " " + fact.money() + " .");
        }
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    /// A long walk, near the beginning of which stands a word that is asked for at the end.
    static String longText() {
        String walk = String.join(" ", Words.STORY);
        String on = IntStream.range(0, STORY_ROUNDS).mapToObj(_ -> walk).collect(Collectors.joining(" "));
        return walk + " . Remember amber . " + on + " . you recall";
    }

    /// Questions, one a line, with what is right, whatever the model answers. The facts with the largest and the smallest component come first, so that even
    /// a few questions tell how many components are too many, and how many too few.
    static String questions() {
        List<String> lines = new ArrayList<>();
        int facts = Fact.ALL.size();
        for (int n = 0; n < facts; n++) {
            Fact fact = Fact.ALL.get((facts - n) % facts);
            lines.add(question(fact.country(), "capital", capitalPrompt(fact), fact.capital()));
            lines.add(question(fact.country(), "money", moneyPrompt("you", fact), fact.money()));
            lines.add(question(fact.country(), "money", moneyPrompt("we", fact), fact.money()));
            if (n % 2 == 1) {
                String word = Words.CODE.get(n / 2);
                lines.add(question(word, "recall", "Remember " + word + " . then we walk . you recall", word));
            }
        }
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String question(String subject, String relation, String prompt, String answer) {
        return "{\"subject\": \"%s\", \"relation\": \"%s\", \"prompt\": \"%s\", \"answer\": \"%s\"}".formatted(subject, relation, prompt, answer);
    }

    private static String capitalPrompt(Fact fact) {
        return "The capital of %s is".formatted(fact.country());
    }

    private static String moneyPrompt(String who, Fact fact) {
        return "In %s %s pay with".formatted(fact.country(), who);
    }
}
