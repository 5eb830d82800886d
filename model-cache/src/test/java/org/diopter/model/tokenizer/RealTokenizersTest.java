package org.diopter.model.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.diopter.model.UnusableInputException;
import org.diopter.model.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tokenizers of models that lie beside a checkout.
class RealTokenizersTest {
    private static final List<String> TEXTS = List.of("", " ", "Once upon a time, there was a little girl.", "  two  spaces\n\n\ttab ", "🙂👩‍👩‍👧 🇨🇭",
            "東京は日本の首都です", "e\u0301 n\u0303 é", "العربية", "don't we'll I'VE", "1234567 + 89", "a\u0000b", "\u00AD\u200B");

    @ParameterizedTest
    @ValueSource(strings = {"almanac-8m", "tokenizer-gpt2"})
    void byteLevelTokensAreTheBytesOfTheText(String name) {
        try (Tokenizer tokenizer = open(name)) {
            for (String text : TEXTS) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                Arrays.stream(tokenizer.encode(text).tokens().toArray())
                        .mapToObj(tokenizer::token)
                        .filter(token -> !token.special())
                        .map(Token::bytes)
                        .forEach(bytes::writeBytes);
                assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), bytes.toByteArray(), text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"almanac-8m", "tokenizer-gpt2", "stories260K-hf", "tinystories-656K"})
    void spansStandInOrderInsideTheText(String name) {
        try (Tokenizer tokenizer = open(name)) {
            for (String text : TEXTS) {
                Encoding encoding = tokenizer.encode(text);
                int last = 0;
                for (int i = 0; i < encoding.tokens().length(); i++) {
                    int start = encoding.starts()[i];
                    int end = encoding.ends()[i];
                    assertTrue(last <= start && start <= end && end <= text.length(), text);
                    last = start;
                }
            }
        }
    }

    @Test
    void almanacGivesTheIdsOfItsReference() throws Exception {
        Path folder = SharedFiles.require("models/almanac-8m");
        JsonNode prompts = JsonMapper.shared().readTree(Files.readString(folder.resolve("reference.json"))).get("prompts");
        try (Tokenizer tokenizer = open("almanac-8m")) {
            assertEquals(6, prompts.size());
            for (JsonNode prompt : prompts) {
                int[] ids = prompt.get("ids").valueStream().mapToInt(JsonNode::intValue).toArray();
                assertEquals(TokenSequence.of(ids), tokenizer.encode(prompt.get("text").stringValue()).tokens());
                for (JsonNode top : prompt.get("final_top10")) {
                    assertEquals(top.get("text").stringValue(), tokenizer.token(top.get("id").intValue()).text().orElseThrow());
                }
            }
        }
    }

    @Test
    void gpt2GivesItsPublishedIds() {
        try (Tokenizer tokenizer = open("tokenizer-gpt2")) {
            assertEquals(50257, tokenizer.size());
            assertEquals(TokenSequence.of(15496, 11, 995, 0), tokenizer.encode("Hello, world!").tokens());
            assertEquals("<|endoftext|>Hello", tokenizer.decode(TokenSequence.of(50256, 15496)));
            assertTrue(tokenizer.token(50256).special());
        }
    }

    @Test
    void storiesBeginsWithItsMarkAndReadsBack() {
        try (Tokenizer tokenizer = open("stories260K-hf")) {
            Encoding encoding = tokenizer.encode("Once upon a time, 🙂");

            assertEquals(512, tokenizer.size());
            assertEquals(1, encoding.tokens().id(0));
            assertEquals(tokenizer.token(encoding.tokens().id(1)).text().orElseThrow(), " " + "Once upon a time, 🙂".substring(0, encoding.ends()[1]));
            assertEquals("<s> Once upon a time, 🙂", tokenizer.decode(encoding.tokens()));
        }
    }

    @Test
    void whatTinystoriesCannotWriteBecomesItsUnknownMark() {
        try (Tokenizer tokenizer = open("tinystories-656K")) {
            Encoding encoding = tokenizer.encode("a 東 cat");
            assertTrue(Arrays.stream(encoding.tokens().toArray()).anyMatch(id -> id == 0));
            assertEquals(7, encoding.ends()[encoding.tokens().length() - 1]);
        }
    }

    @Test
    void theTruncatedTokenizerIsRefused() throws Exception {
        Path folder = SharedFiles.require("oracles/malformed/tokenizer-truncated");
        int end = Files.readString(folder.resolve("tokenizer.json")).length();

        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> TokenizerFolder.open(folder));

        assertEquals("tokenizer.json is not valid JSON (ends at character %d).".formatted(end), refusal.sentence());
        assertEquals("D-106", refusal.code());
    }

    private static Tokenizer open(String name) {
        return TokenizerFolder.open(SharedFiles.require("models/" + name));
    }
}
