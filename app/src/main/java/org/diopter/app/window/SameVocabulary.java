package org.diopter.app.window;

import java.util.Arrays;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Token;
import org.diopter.model.tokenizer.Tokenizer;

/// Whether the cells of two models can be compared: the same tokens under the same numbers.
final class SameVocabulary {
    private SameVocabulary() {}

    /// Looks at every token of both.
    ///
    /// @throws UnusableInputException D-205 with the first difference, if they cannot
    static void require(OpenModel first, OpenModel second) {
        int vocabulary = first.card().vocabulary();
        if (vocabulary != second.card().vocabulary()) {
            throw refused("compare.vocabulary", name(first), Integer.toString(vocabulary), name(second), Integer.toString(second.card().vocabulary()));
        }
        Optional<Tokenizer> one = first.tokenizer();
        Optional<Tokenizer> two = second.tokenizer();
        if (one.isPresent() && two.isPresent()) {
            requireTokens(one.get(), two.get(), first, second);
        }
    }

    private static void requireTokens(Tokenizer one, Tokenizer two, OpenModel first, OpenModel second) {
        for (int id = 0; id < Math.min(one.size(), two.size()); id++) {
            if (!Arrays.equals(one.token(id).bytes(), two.token(id).bytes())) {
                throw refused("compare.token", Integer.toString(id), words(one.token(id)), name(first), words(two.token(id)), name(second));
            }
        }
        if (one.size() != two.size()) {
            throw refused("compare.tokens", name(first), Integer.toString(one.size()), name(second), Integer.toString(two.size()));
        }
    }

    private static String words(Token token) {
        return token.text().orElseGet(() -> Arrays.toString(token.bytes()));
    }

    private static String name(OpenModel model) {
        return model.id().name();
    }

    private static UnusableInputException refused(String key, Object... parts) {
        return new UnusableInputException("D-205", WindowTexts.ALL.get(key, parts));
    }
}
