package org.diopter.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.diopter.engine.testing.Shared;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.DjlTokenizer;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTokensTest {
    @TempDir
    Path natives;

    @ParameterizedTest
    @ValueSource(strings = {"almanac-8m", "tokenizer-gpt2", "stories260K-hf"})
    void realTokenizersPartThePromptFromItsOption(String name) {
        Path folder = Shared.file("models/" + name);
        try (Tokenizer tokenizer = DjlTokenizer.open(folder, natives).orElseThrow()) {
            for (String option : new String[] {" yes", " certainly not", "\nno", "!"}) {
                OptionTokens tokens = OptionTokens.of(tokenizer, "Is water wet? Answer:", option);
                int[] ids = tokens.tokens().toArray();
                TokenSequence ofOption = TokenSequence.of(Arrays.copyOfRange(ids, tokens.first(), ids.length));
                assertEquals(option.strip(), tokenizer.decode(ofOption).strip());
                assertTrue(tokenizer.decode(tokens.tokens().prefix(tokens.first())).endsWith("Answer:"));
            }
        }
    }

    @Test
    void anOptionBehindNothingIsRefused() {
        assertThrows(UnusableInputException.class, () -> OptionTokens.of(new CodePoints(300, false), "", "ab"));
    }

    @Test
    void theTokensOfTheOptionEndBeforeAnEndMark() {
        OptionTokens tokens = OptionTokens.of(new CodePoints(300, true), "prompt", "ab");
        assertEquals(6, tokens.first());
        assertEquals(8, tokens.tokens().length());
    }
}
