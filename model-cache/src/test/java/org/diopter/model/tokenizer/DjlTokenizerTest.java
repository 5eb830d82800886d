package org.diopter.model.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DjlTokenizerTest {
    private static final List<String> TEXTS = List.of("", " ", "the cat", "  the   cat \n\n\tend ", "🙂👩‍👩‍👧 flags 🇨🇭", "東京は日本の首都です",
            "e\u0301 n\u0303 é", "العربية עברית", "a\u0000b", "the<|end|>cat", "\uFFFD", "\u00AD\u200B\uFEFF", "x".repeat(3000));

    @TempDir
    Path temporary;

    @Test
    void byteLevelTokensAreTheBytesOfTheText() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("byte-level"))) {
            for (String text : TEXTS) {
                assertBytesAndSpansFit(tokenizer, text);
            }
            Random random = new Random(7);
            for (int i = 0; i < 300; i++) {
                assertBytesAndSpansFit(tokenizer, randomText(random));
            }
        }
    }

    @Test
    void mergesAreApplied() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("byte-level"))) {
            Encoding encoding = tokenizer.encode("the cat the");

            assertEquals(List.of("<|end|>", "the", " cat", " the"), texts(tokenizer, encoding));
            assertArrayEquals(new int[] {0, 0, 3, 7}, encoding.starts());
            assertArrayEquals(new int[] {0, 3, 7, 11}, encoding.ends());
            assertEquals("<|end|>the cat the", tokenizer.decode(encoding.tokens()));
        }
    }

    @Test
    void partsOfAnEmojiShareItsSpanAndAreNoText() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("byte-level"))) {
            Encoding encoding = tokenizer.encode("a🙂b");

            assertArrayEquals(new int[] {0, 0, 1, 1, 1, 3}, encoding.starts());
            assertArrayEquals(new int[] {0, 1, 3, 3, 3, 4}, encoding.ends());
            assertEquals(Optional.empty(), tokenizer.token(encoding.tokens().id(2)).text());
        }
    }

    @Test
    void aTruncationThatTheFileAsksForIsNotDone() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("byte-level"))) {
            assertEquals(2001, tokenizer.encode("x".repeat(2000)).tokens().length());
        }
    }

    @Test
    void marksAndAddedTextsAreToldApart() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("byte-level"))) {
            assertEquals(266, tokenizer.size());
            assertTrue(tokenizer.token(0).special());
            assertEquals(Optional.of("<|end|>"), tokenizer.token(0).text());
            assertFalse(tokenizer.token(265).special());
            assertEquals(Optional.of("   "), tokenizer.token(265).text());
            assertThrows(IndexOutOfBoundsException.class, () -> tokenizer.token(266));
            assertThrows(IndexOutOfBoundsException.class, () -> tokenizer.token(-1));
        }
    }

    /// Embeddings are padded: a model can say an id that the tokenizer has no text for.
    @Test
    void idsWithoutTextAreLeftOut() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("byte-level"))) {
            assertEquals("a   b", tokenizer.decode(TokenSequence.of(id(tokenizer, "a"), 266, 265, 1000, id(tokenizer, "b"))));
            assertEquals("", tokenizer.decode(TokenSequence.of(266)));
        }
    }

    private static int id(Tokenizer tokenizer, String letter) {
        int[] ids = tokenizer.encode("x" + letter).tokens().toArray();
        return ids[ids.length - 1];
    }

    @Test
    void aMarkInTheTextIsTheMarkAndKeepsItsPlace() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("byte-level"))) {
            Encoding encoding = tokenizer.encode("the<|end|>the");

            assertEquals(0, encoding.tokens().id(2));
            assertArrayEquals(new int[] {0, 0, 3, 10}, encoding.starts());
            assertArrayEquals(new int[] {0, 3, 10, 13}, encoding.ends());
        }
    }

    @Test
    void halvesOfASurrogatePairBecomeReplacementCharacters() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("byte-level"))) {
            assertEquals(tokenizer.encode("a\uFFFDb").tokens(), tokenizer.encode("a\uD83Db").tokens());
            assertEquals(tokenizer.encode("\uFFFD").tokens(), tokenizer.encode("\uDE42").tokens());
        }
    }

    @Test
    void sentencePiecePutsASpaceBeforeTheTextThatNoSpanCovers() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("sentence-piece"))) {
            Encoding encoding = tokenizer.encode("the cat");

            assertEquals(List.of("<s>", " the", " cat"), texts(tokenizer, encoding));
            assertArrayEquals(new int[] {0, 0, 3}, encoding.starts());
            assertArrayEquals(new int[] {0, 3, 7}, encoding.ends());
            assertEquals("the cat", tokenizer.decode(TokenSequence.of(encoding.tokens().id(1), encoding.tokens().id(2))));
        }
    }

    @Test
    void sentencePieceFallsBackToBytes() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("sentence-piece"))) {
            Encoding encoding = tokenizer.encode("é🙂\n");

            assertEquals(8, encoding.tokens().length(), "<s>, prefix, é, four bytes, newline");
            assertArrayEquals(" é🙂\n".getBytes(StandardCharsets.UTF_8), textBytes(tokenizer, encoding));
            assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1, 1, 3}, encoding.starts());
            assertArrayEquals(new int[] {0, 0, 1, 3, 3, 3, 3, 4}, encoding.ends());
        }
    }

    @Test
    void whereAMarkSplitsSentencePieceTheLibrarysOffsetsStand() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("sentence-piece"))) {
            Encoding encoding = tokenizer.encode("cat</s>🙂the");

            assertSpansCover("cat</s>🙂the", encoding);
            assertEquals(2, encoding.tokens().id(2));
            assertEquals("</s>", "cat</s>🙂the".substring(encoding.starts()[2], encoding.ends()[2]));
        }
    }

    @Test
    void anEmptyTextHasOnlyWhatTheTokenizerAdds() {
        try (Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("sentence-piece"))) {
            assertEquals(TokenSequence.of(1), tokenizer.encode("").tokens());
            assertEquals("", tokenizer.decode(TokenSequence.of()));
        }
    }

    @Test
    void whereTheTextIsNormalisedTheLibrarysOffsetsStand() throws IOException {
        String json = Files.readString(TokenizerFolder.resource("byte-level").resolve("tokenizer.json"));
        Files.writeString(temporary.resolve("tokenizer.json"), json.replace("\"normalizer\": null", "\"normalizer\": {\"type\": \"NFC\"}"));

        try (Tokenizer tokenizer = TokenizerFolder.open(temporary)) {
            Encoding encoding = tokenizer.encode("🙂e\u0301x");

            assertEquals("<|end|>🙂éx", tokenizer.decode(encoding.tokens()));
            assertSpansCover("🙂e\u0301x", encoding);
            assertEquals(4, encoding.starts()[encoding.tokens().length() - 1]);
        }
    }

    @Test
    void aFolderWithoutATokenizerHasNone() {
        assertTrue(DjlTokenizer.open(temporary, TokenizerFolder.natives()).isEmpty());
    }

    @Test
    void aTruncatedFileIsRefusedWithThePlaceWhereItEnds() throws IOException {
        String json = Files.readString(TokenizerFolder.resource("byte-level").resolve("tokenizer.json"));
        Files.writeString(temporary.resolve("tokenizer.json"), json.substring(0, 3000));

        assertRefused("tokenizer.json is not valid JSON (ends at character 3000).");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}|has no vocabulary",
        "{\"model\": 7}|has no object model",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {}}}|has no vocabulary",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": -1}}}|gives ‘a’ the id -1; ids are from 0 to 4194303",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 2000000000}}}|gives ‘a’ the id 2000000000",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 20000000000}}}|is not valid JSON",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": \"b\"}}}|gives ‘a’ no number",
        "{\"model\": {\"type\": \"Unigram\", \"vocab\": [[1, 2]]}}|has an entry without its text",
        "{\"added_tokens\": [{\"id\": 1}], \"model\": {\"vocab\": {\"a\": 0}}}|has an added token without its id or content",
        "{\"model\": {\"type\": \"Quokka\", \"vocab\": {\"a\": 0}}}|tokenizer.json cannot be used: ",
        "<html></html>|is not valid JSON"
    })
    void aFileThatIsNoTokenizerIsRefused(String fileAndComplaint) throws IOException {
        int split = fileAndComplaint.lastIndexOf('|');
        Files.writeString(temporary.resolve("tokenizer.json"), fileAndComplaint.substring(0, split));

        assertRefused(fileAndComplaint.substring(split + 1));
    }

    @Test
    void aTextThatTheVocabularyCannotWriteIsRefused() throws IOException {
        Files.writeString(temporary.resolve("tokenizer.json"), """
                {"version": "1.0", "added_tokens": [], "pre_tokenizer": {"type": "Whitespace"},
                 "model": {"type": "WordLevel", "vocab": {"known": 0}, "unk_token": "[UNK]"}}""");

        try (Tokenizer tokenizer = TokenizerFolder.open(temporary)) {
            assertEquals(TokenSequence.of(0), tokenizer.encode("known").tokens());
            UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> tokenizer.encode("unknown"));
            assertTrue(refusal.sentence().startsWith("The tokenizer cannot write this text as tokens ("), refusal.sentence());
        }
    }

    @Test
    void afterCloseItRefusesToWorkAndClosingAgainIsHarmless() {
        Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("byte-level"));
        tokenizer.close();
        tokenizer.close();

        assertThrows(IllegalStateException.class, () -> tokenizer.encode("the"));
        assertEquals(Optional.of("<|end|>"), tokenizer.token(0).text());
    }

    @Test
    void closingWaitsForCallsInOtherThreads() throws Exception {
        for (int round = 0; round < 20; round++) {
            Tokenizer tokenizer = TokenizerFolder.open(TokenizerFolder.resource("byte-level"));
            CountDownLatch begun = new CountDownLatch(3);
            Callable<Boolean> encodeUntilClosed = () -> {
                while (true) {
                    try {
                        assertEquals(4, tokenizer.encode("the cat the").tokens().length());
                        begun.countDown();
                    } catch (IllegalStateException closed) {
                        return true;
                    }
                }
            };
            try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
                List<Future<Boolean>> ends = Stream.generate(() -> threads.submit(encodeUntilClosed)).limit(3).toList();
                begun.await();
                tokenizer.close();
                for (Future<Boolean> end : ends) {
                    assertTrue(end.get());
                }
            }
        }
    }

    private void assertRefused(String complaint) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> TokenizerFolder.open(temporary));
        assertTrue(refusal.sentence().contains(complaint), refusal.sentence());
        assertEquals("D-106", refusal.code());
    }

    private static void assertBytesAndSpansFit(Tokenizer tokenizer, String text) {
        Encoding encoding = tokenizer.encode(text);
        assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), textBytes(tokenizer, encoding), text);
        assertSpansCover(text, encoding);
        for (int i = 1; i < encoding.tokens().length(); i++) {
            Token token = tokenizer.token(encoding.tokens().id(i));
            String span = text.substring(encoding.starts()[i], encoding.ends()[i]);
            token.text().ifPresent(own -> assertEquals(own, span, text));
        }
    }

    /// Spans stand in order and leave no character out.
    private static void assertSpansCover(String text, Encoding encoding) {
        int reached = 0;
        for (int i = 0; i < encoding.tokens().length(); i++) {
            assertTrue(encoding.starts()[i] <= reached, text);
            assertTrue(encoding.starts()[i] <= encoding.ends()[i], text);
            reached = Math.max(reached, encoding.ends()[i]);
        }
        assertEquals(text.length(), reached, text);
    }

    /// The bytes of all tokens but the first, which the tokenizer added.
    private static byte[] textBytes(Tokenizer tokenizer, Encoding encoding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 1; i < encoding.tokens().length(); i++) {
            bytes.writeBytes(tokenizer.token(encoding.tokens().id(i)).bytes());
        }
        return bytes.toByteArray();
    }

    private static List<String> texts(Tokenizer tokenizer, Encoding encoding) {
        return Arrays.stream(encoding.tokens().toArray()).mapToObj(id -> tokenizer.token(id).text().orElse("?")).toList();
    }

    private static String randomText(Random random) {
        int[] ranges = {0x20, 0x7F, 0x20, 0x7F, 0xA0, 0x250, 0x300, 0x330, 0x4E00, 0x4E80, 0x1F600, 0x1F640, 0x0, 0x20};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            int range = 2 * random.nextInt(ranges.length / 2);
            text.appendCodePoint(random.nextInt(ranges[range], ranges[range + 1]));
        }
        return text.toString();
    }
}
