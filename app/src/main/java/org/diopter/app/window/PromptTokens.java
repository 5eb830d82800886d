package org.diopter.app.window;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.Numbers;

/// A prompt as a model reads it.
///
/// @param text as it was typed
/// @param tokens its tokens, or the ids that were typed
/// @param warning what of the text the model does not see, in one sentence
record PromptTokens(String text, TokenSequence tokens, Optional<String> warning) {
    private static final Pattern WORD = Pattern.compile("[^\\s,;]+");

    /// @throws UnusableInputException if the model has no tokenizer and the text is no list of its token ids
    static PromptTokens of(String text, OpenModel model) {
        return model.tokenizer()
                .map(tokenizer -> tokenizer.encode(text))
                .map(encoding -> new PromptTokens(text, encoding.tokens(), encoding.warning()))
                .orElseGet(() -> new PromptTokens(text, ids(text, model.card().vocabulary()), Optional.empty()));
    }

    /// A prompt whose tokens are known.
    static PromptTokens known(String text, TokenSequence tokens, OpenModel model) {
        return new PromptTokens(text, tokens, model.tokenizer().flatMap(tokenizer -> tokenizer.encode(text).warning()));
    }

    private static TokenSequence ids(String text, int vocabulary) {
        return TokenSequence.of(WORD.matcher(text).results().mapToInt(word -> id(word.group(), vocabulary)).toArray());
    }

    private static int id(String word, int vocabulary) {
        int id;
        try {
            id = Integer.parseInt(word);
        } catch (NumberFormatException notANumber) {
            throw new UnusableInputException("D-106", WindowTexts.ALL.get("prompt.no-id", word));
        }
        if (id < 0 || id >= vocabulary) {
            throw new UnusableInputException("D-106", WindowTexts.ALL.get("prompt.id-range", word, Numbers.count(vocabulary - 1L)));
        }
        return id;
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
        return new PromptTokens(text, TokenSequence.of(Arrays.copyOfRange(tokens.toArray(), length() - most, length())), warning);
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
