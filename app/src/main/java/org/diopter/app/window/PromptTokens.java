package org.diopter.app.window;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.Numbers;

/// A prompt as a model reads it.
///
/// @param text as it was typed
/// @param tokens its tokens, or the ids that were typed
record PromptTokens(String text, TokenSequence tokens) {

    /// @throws UnusableInputException if the model has no tokenizer and the text is no list of its token ids
    static PromptTokens of(String text, OpenModel model) {
        TokenSequence tokens = model.tokenizer()
                .map(tokenizer -> tokenizer.encode(text).tokens())
                .orElseGet(() -> ids(text, model.card().vocabulary()));
        return new PromptTokens(text, tokens);
    }

    private static TokenSequence ids(String text, int vocabulary) {
        String[] words = text.strip().split("[\\s,;]+");
        int[] ids = new int[text.isBlank() ? 0 : words.length];
        for (int i = 0; i < ids.length; i++) {
            try {
                ids[i] = Integer.parseInt(words[i]);
            } catch (NumberFormatException notANumber) {
                throw new UnusableInputException("D-106", WindowTexts.ALL.get("prompt.no-id", words[i]));
            }
            if (ids[i] < 0 || ids[i] >= vocabulary) {
                throw new UnusableInputException("D-106", WindowTexts.ALL.get("prompt.id-range", words[i], Numbers.count(vocabulary - 1L)));
            }
        }
        return TokenSequence.of(ids);
    }

    int length() {
        return tokens.length();
    }

    /// As many tokens as the model takes.
    ///
    /// @param most how many that are
    /// @param cut whether the first tokens of a longer prompt are left out
    /// @throws UnusableInputException if there is no token, or there are too many and none may be left out
    PromptTokens fitting(int most, boolean cut) {
        if (length() == 0) {
            throw new UnusableInputException("", WindowTexts.ALL.get("prompt.empty"));
        }
        if (length() <= most) {
            return this;
        }
        if (!cut) {
            throw new UnusableInputException("D-201", WindowTexts.ALL.get(
                    "prompt.too-long", Numbers.count(length()), Numbers.count(most), Numbers.count(length() - most)));
        }
        return new PromptTokens(text, TokenSequence.of(Arrays.copyOfRange(tokens.toArray(), length() - most, length())));
    }

    /// SHA-256 of the text in UTF-8, hexadecimal.
    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
