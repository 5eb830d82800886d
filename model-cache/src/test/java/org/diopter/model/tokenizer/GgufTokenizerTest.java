package org.diopter.model.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.gguf.TinyGguf;
import org.diopter.model.testing.GgufWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GgufTokenizerTest {
    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int USER = 4;
    private static final int BYTE = 6;

    @TempDir
    Path folder;

    @Test
    void theTinyModelGivesTheIdsOfItsReference() throws Exception {
        JsonNode cases = JsonMapper.shared().readTree(Files.readString(TinyGguf.resource("expected.json"))).get("tokenizer");
        try (Tokenizer tokenizer = open(TinyGguf.path())) {
            assertEquals(5, cases.size());
            assertEquals(275, tokenizer.size());
            assertTrue(tokenizer.token(1).special());
            for (JsonNode one : cases) {
                String text = one.get("text").stringValue();
                int[] ids = one.get("ids").valueStream().mapToInt(JsonNode::intValue).toArray();
                assertArrayEquals(ids, tokenizer.encode(text).tokens().toArray(), text);
            }
        }
    }

    @Test
    void aTextBeginsWithItsMarkWhereTheRulesOrTheFileSaySo() {
        assertEquals("<s>|a", texts(bytePairs("llama-bpe"), "a"));
        assertEquals("a", texts(bytePairs("llama-bpe").key("tokenizer.ggml.add_bos_token", false), "a"));
        assertEquals("a", texts(bytePairs("qwen2"), "a"));
        assertEquals("<s>|a|</s>",
                texts(bytePairs("qwen2").key("tokenizer.ggml.add_bos_token", true).key("tokenizer.ggml.add_eos_token", true), "a"));
    }

    @ParameterizedTest
    @CsvSource({
        "smollm, 1|2|3|4", "starcoder, 1|2|3|4", "qwen2, 1|2|3|4", "gpt-2, 12|34", "olmo, 12|34", "bloom, 12|34", "llama-bpe, 12|3|4", "dbrx, 12|3|4",
        "deepseek-coder, 1|2|3|4", "deepseek-v3, 12|3|4", "tekken, 1|2|3|4", "gpt-4o, 12|3|4", "default, 12|3|4", "falcon, 12|3|4", "viking, 1|2|3|4"
    })
    void digitsAreCutAsThePreTokenizerSays(String pre, String pieces) {
        GgufWriter writer = bytePairs(pre).key("tokenizer.ggml.add_bos_token", false);
        assertEquals(pieces, texts(writer, "1234"));
    }

    @Test
    void aWholeEntryIsTakenWithoutMergesWhereTheRulesIgnoreThem() {
        assertEquals("<s>|whole", texts(bytePairs("llama-bpe"), "whole"));
        assertEquals("w|h|o|l|e", texts(bytePairs("gpt-2"), "whole"));
    }

    @Test
    void charactersAreComposedWhereTheFamilyDoes() {
        assertEquals(texts(bytePairs("qwen2"), "\u00E9"), texts(bytePairs("qwen2"), "e\u0301"));
        assertNotEquals(texts(bytePairs("gpt-2"), "\u00E9"), texts(bytePairs("gpt-2"), "e\u0301"));
    }

    @Test
    void anUnknownPreTokenizerIsRefusedAndIdsAreOffered() {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> texts(bytePairs("martian"), "a"));

        assertEquals("D-106", refusal.code());
        assertTrue(refusal.sentence().startsWith("The tokenizer of t.gguf cuts a text by the rules ‘martian’, which are not known; known ones are"));
        assertTrue(refusal.sentence().endsWith("Token ids can still be typed."));
    }

    @Test
    void aMissingPreTokenizerIsTakenFromTheArchitectureOrRefused() {
        assertEquals("12|34", texts(bytePairs("gpt-2").key("general.architecture", "gpt2").without("tokenizer.ggml.pre"), "1234"));
        assertTrue(assertThrows(UnusableInputException.class, () -> texts(bytePairs("gpt-2").without("tokenizer.ggml.pre"), "1234"))
                .sentence().contains("does not say how it cuts a text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "t5", "rwkv"})
    void otherKindsAreRefusedByName(String kind) {
        assertTrue(assertThrows(UnusableInputException.class, () -> texts(bytePairs("gpt-2").key("tokenizer.ggml.model", kind), "a"))
                .sentence().contains("is of the kind ‘" + kind + "’"));
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        GgufWriter types = bytePairs("gpt-2").key("tokenizer.ggml.token_type", new int[] {1});
        assertTrue(assertThrows(UnusableInputException.class, () -> texts(types, "a")).sentence().contains("tokens and 1 types of them"));
        GgufWriter scores = sentencePiece().key("tokenizer.ggml.scores", new float[] {1});
        assertTrue(assertThrows(UnusableInputException.class, () -> texts(scores, "a")).sentence().contains("tokens and 1 scores of them"));
        GgufWriter merges = bytePairs("gpt-2").key("tokenizer.ggml.merges", List.of("ab"));
        assertTrue(assertThrows(UnusableInputException.class, () -> texts(merges, "a")).sentence().contains("joins nothing"));
    }

    @Test
    void aFileWithoutAVocabularyHasNoTokenizer() {
        Path file = GgufWriter.of("llama").write(folder.resolve("t.gguf"));
        assertEquals(Optional.empty(), DjlTokenizer.open(file, TokenizerFolder.natives()));
    }

    @Test
    void sentencePieceJoinsTheNeighboursOfTheHighestScore() {
        float[] scores = scores();
        assertEquals("<s>| th|at", texts(sentencePiece(), "that"));
        scores[index("ha")] = 5; // now comes before "th" and "at"
        assertEquals("<s>| |t|ha|t", texts(sentencePiece().key("tokenizer.ggml.scores", scores), "that"));
    }

    @Test
    void theSpaceBeforeATextIsTheFilesChoice() {
        assertEquals("<s>| cat", texts(sentencePiece(), "cat"));
        assertEquals("<s>|c|at", texts(sentencePiece().key("tokenizer.ggml.add_space_prefix", false), "cat"));
    }

    @Test
    void whatIsNoPieceFallsBackToBytesAndReadsBack() {
        Path file = sentencePiece().write(folder.resolve("t.gguf"));
        try (Tokenizer tokenizer = open(file)) {
            Encoding encoding = tokenizer.encode("cat é\n");

            assertEquals("<s> cat é\n", tokenizer.decode(encoding.tokens()));
            assertArrayEquals(new int[] {0, 0, 3, 4, 4, 5}, encoding.starts());
            assertArrayEquals(new int[] {0, 3, 4, 5, 5, 6}, encoding.ends());
            assertEquals("", encoding.dropped());
        }
    }

    @Test
    void marksAreCutOutAndNewLinesOfTheUserWin() {
        assertEquals("<s>| cat|</s>| cat", texts(sentencePiece(), "cat</s>cat"));
        Path file = sentencePiece().write(folder.resolve("t.gguf"));
        try (Tokenizer tokenizer = open(file)) {
            Token lines = tokenizer.token(tokenizer.encode("cat\n\ncat").tokens().id(2));
            assertEquals(Optional.of("\n\n"), lines.text());
            assertTrue(tokenizer.token(1).special());
            assertEquals(false, lines.special());
        }
    }

    /// Byte pairs with digits in pairs, an entry that no merge makes, and a mark at both ends.
    private static GgufWriter bytePairs(String pre) {
        List<String> tokens = new ArrayList<>(List.of("<s>", "</s>"));
        for (int b = 0; b < 0x100; b++) {
            tokens.add(glyph(b));
        }
        tokens.addAll(List.of("12", "34", "whole"));
        int[] types = new int[tokens.size()];
        Arrays.fill(types, NORMAL);
        types[0] = CONTROL;
        types[1] = CONTROL;
        return GgufWriter.of("llama")
                .key("tokenizer.ggml.model", "gpt2")
                .key("tokenizer.ggml.pre", pre)
                .key("tokenizer.ggml.tokens", tokens)
                .key("tokenizer.ggml.token_type", types)
                .key("tokenizer.ggml.merges", List.of("1 2", "3 4", "never there"))
                .key("tokenizer.ggml.bos_token_id", 0)
                .key("tokenizer.ggml.eos_token_id", 1);
    }

    private static String glyph(int b) {
        for (char c = 0; c < 0x200; c++) {
            byte[] bytes = GlyphCode.BYTE_LEVEL.bytes(String.valueOf(c));
            boolean ownGlyph = c >= 0x100 || (c > ' ' && c < 0x7F) || (c > 0xA0 && c != 0xAD);
            if (ownGlyph && bytes.length == 1 && Byte.toUnsignedInt(bytes[0]) == b) {
                return String.valueOf(c);
            }
        }
        throw new AssertionError(b);
    }

    private static final List<String> PIECES =
            List.of("▁", "c", "a", "t", "h", "e", "▁c", "at", "th", "▁cat", "▁th", "the", "▁the", "ha", "\n\n");

    /// Marks, 256 bytes, then pieces whose scores fall in order.
    private static GgufWriter sentencePiece() {
        List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        for (int b = 0; b < 0x100; b++) {
            tokens.add("<0x%02X>".formatted(b));
        }
        tokens.addAll(PIECES);
        int[] types = new int[tokens.size()];
        for (int id = 0; id < types.length; id++) {
            types[id] = id == 0 ? UNKNOWN : id < 3 ? CONTROL : id < 259 ? BYTE : tokens.get(id).equals("\n\n") ? USER : NORMAL;
        }
        return GgufWriter.of("llama")
                .key("tokenizer.ggml.model", "llama")
                .key("tokenizer.ggml.pre", "default")
                .key("tokenizer.ggml.tokens", tokens)
                .key("tokenizer.ggml.token_type", types)
                .key("tokenizer.ggml.scores", scores())
                .key("tokenizer.ggml.bos_token_id", 1)
                .key("tokenizer.ggml.eos_token_id", 2)
                .key("tokenizer.ggml.unknown_token_id", 0);
    }

    private static int index(String piece) {
        return 259 + PIECES.indexOf(piece);
    }

    private static float[] scores() {
        float[] scores = new float[259 + PIECES.size()];
        for (int id = 259; id < scores.length; id++) {
            scores[id] = 259 - id;
        }
        return scores;
    }

    private Tokenizer open(Path file) {
        return DjlTokenizer.open(file, TokenizerFolder.natives()).orElseThrow();
    }

    /// The tokens' texts, joined by bars.
    private String texts(GgufWriter writer, String text) {
        Path file = writer.write(folder.resolve("t.gguf"));
        try (Tokenizer tokenizer = open(file)) {
            List<String> texts = new ArrayList<>();
            for (int id : tokenizer.encode(text).tokens().toArray()) {
                texts.add(tokenizer.token(id).text().orElse("?"));
            }
            return String.join("|", texts);
        }
    }
}
