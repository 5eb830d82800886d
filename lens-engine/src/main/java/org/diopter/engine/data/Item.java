package org.diopter.engine.data;

import java.util.List;
import java.util.OptionalLong;

/// One question with a known answer.
///
/// @param group items of one group ask the same in other words; they stay on one side of a split
/// @param prompt what the model reads
/// @param choices the answers to choose from; a single one where the model answers freely
/// @param correct which of them is right, from 0
/// @param frequency how often the fact stood in the training text, where that is known
/// @param ending what follows every choice, and alone counts then: which choice makes it likeliest; empty where the choices themselves count
public record Item(int group, String prompt, List<String> choices, int correct, OptionalLong frequency, String ending) {
    /// An item whose choices count.
    public Item(int group, String prompt, List<String> choices, int correct, OptionalLong frequency) {
        this(group, prompt, choices, correct, frequency, "");
    }

    public Item {
        choices = List.copyOf(choices);
        if (correct < 0 || correct >= choices.size()) {
            throw new IllegalArgumentException("choice %d of %d".formatted(correct, choices.size()));
        }
    }

    /// An item that is answered freely.
    static Item free(int group, String prompt, String answer) {
        return new Item(group, prompt, List.of(answer), 0, OptionalLong.empty());
    }

    /// An item with answers to choose from.
    static Item choice(int group, String prompt, List<String> choices, int correct) {
        return new Item(group, prompt, choices, correct, OptionalLong.empty());
    }

    /// The right answer.
    public String answer() {
        return choices.get(correct);
    }

    /// What stands before the tokens that count for a choice.
    public String context(int choice) {
        return ending.isEmpty() ? prompt : prompt + following(prompt, choices.get(choice));
    }

    /// What counts for a choice, as it follows its context: parted by a space, unless one of the two has white space there.
    public String continuation(int choice) {
        return following(context(choice), ending.isEmpty() ? choices.get(choice) : ending);
    }

    /// The same question after an example.
    public Item after(String example) {
        return new Item(group, example + prompt, choices, correct, frequency, ending);
    }

    private static String following(String before, String text) {
        boolean parted = text.isEmpty() || before.isEmpty()
                || Character.isWhitespace(text.charAt(0))
                || Character.isWhitespace(before.charAt(before.length() - 1));
        return parted ? text : " " + text;
    }
}
