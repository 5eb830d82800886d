package org.diopter.app.session;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.prompt.Prompt;

/// The prompts of a study, of which one is chosen, as text.
///
/// @param current the place of the chosen one
public record SavedPrompts(List<One> all, int current) {
    /// Sessions that were saved before there were several prompts.
    static final SavedPrompts NONE = new SavedPrompts(List.of(), 0);

    /// One of them.
    ///
    /// @param tokens set by hand; empty where the text gives them
    public record One(String name, String text, List<Integer> tokens) {
        public One {
            Limits.text("name of a prompt", name, Limits.NAME);
            Limits.text("prompt", text, Limits.TEXT);
            Limits.count("tokens", tokens, Limits.TOKENS);
            tokens.forEach(id -> Limits.range("token", id, 0, Integer.MAX_VALUE));
            tokens = List.copyOf(tokens);
        }

        static One of(Prompt prompt) {
            return new One(prompt.name(), prompt.text(), prompt.tokens().stream().flatMapToInt(ids -> Arrays.stream(ids.toArray())).boxed().toList());
        }

        Prompt prompt(int number) {
            return new Prompt(number, name, text, tokens.isEmpty() ? Optional.empty() : Optional.of(TokenSequence.of(tokens)));
        }
    }

    public SavedPrompts {
        Limits.count("prompts", all, Limits.PROMPTS);
        Limits.range("place of the prompt", current, 0, Math.max(0, all.size() - 1));
        all = List.copyOf(all);
    }

    public static SavedPrompts of(List<Prompt> prompts, int current) {
        return new SavedPrompts(prompts.stream().map(One::of).toList(), current);
    }

    /// The prompts of which these are the text.
    public List<Prompt> prompts() {
        return IntStream.range(0, all.size()).mapToObj(place -> all.get(place).prompt(place + 1)).toList();
    }
}
