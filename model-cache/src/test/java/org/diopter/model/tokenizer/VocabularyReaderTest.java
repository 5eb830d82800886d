package org.diopter.model.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.diopter.model.json.JsonText;
import org.junit.jupiter.api.Test;

class VocabularyReaderTest {
    @Test
    void theKindIsReadFromPreTokenizerAndDecoder() {
        String model = "\"model\": {\"vocab\": {\"a\": 0}}";
        assertEquals(GlyphCode.BYTE_LEVEL,
                read("{\"pre_tokenizer\": {\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"ByteLevel\"}]}, %s}".formatted(model)).code());
        assertEquals(GlyphCode.BYTE_LEVEL, read("{%s, \"decoder\": {\"type\": \"ByteLevel\"}}".formatted(model)).code());
        assertEquals(GlyphCode.SENTENCE_PIECE, read("{\"pre_tokenizer\": {\"type\": \"Metaspace\"}, %s}".formatted(model)).code());
        assertEquals(GlyphCode.SENTENCE_PIECE, read("{\"decoder\": {\"decoders\": [{\"type\": \"ByteFallback\"}]}, %s}".formatted(model)).code());
        assertEquals(GlyphCode.SENTENCE_PIECE, read("{\"model\": {\"byte_fallback\": true, \"vocab\": {\"a\": 0}}}").code());
        assertEquals(GlyphCode.PLAIN, read("{\"pre_tokenizer\": null, \"decoder\": {\"type\": \"WordPiece\"}, %s}".formatted(model)).code());
    }

    @Test
    void anIdThatIsLeftOutIsAMarkNamedAfterItsNumber() {
        Vocabulary vocabulary = read("{\"model\": {\"vocab\": {\"a\": 0, \"c\": 2}}}");

        assertEquals(3, vocabulary.size());
        assertEquals(Optional.of("<id 1>"), vocabulary.token(1).text());
        assertTrue(vocabulary.token(1).special());
        assertEquals(Optional.of("c"), vocabulary.token(2).text());
        assertThrows(IndexOutOfBoundsException.class, () -> vocabulary.token(3));
    }

    @Test
    void addedTokensStandForTheirTextAndWinOverTheModelsVocabulary() {
        Vocabulary vocabulary = read("""
                {"added_tokens": [{"id": 0, "content": "<s>", "special": true}, {"id": 5, "content": "Ġ ", "special": false}],
                 "decoder": {"type": "ByteLevel"}, "model": {"vocab": {"<s>": 0, "Ġa": 1}}}""");

        assertEquals(6, vocabulary.size());
        assertTrue(vocabulary.token(0).special());
        assertEquals(Optional.of(" a"), vocabulary.token(1).text());
        assertEquals(Optional.of("Ġ "), vocabulary.token(5).text());
        assertFalse(vocabulary.token(5).special());
    }

    @Test
    void aUnigramVocabularyIsReadInItsOrder() {
        Vocabulary vocabulary = read("""
                {"pre_tokenizer": {"type": "Metaspace"},
                 "model": {"type": "Unigram", "vocab": [["<unk>", 0.0], ["▁a", -1.5], ["b", -2]], "unk_id": 0}}""");

        assertEquals(3, vocabulary.size());
        assertEquals(Optional.of(" a"), vocabulary.token(1).text());
    }

    private static Vocabulary read(String json) {
        return VocabularyReader.read(new JsonText("tokenizer.json", "D-106", json));
    }
}
