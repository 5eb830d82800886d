package org.diopter.model.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import org.diopter.model.testing.SharedFiles;
import org.diopter.model.testing.SmolLm2;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The vocabulary inside a real GGUF file.
class SmolLm2TokenizerTest {
    @Test
    void everyTextHasTheIdsOfTheReference() throws Exception {
        JsonNode cases = JsonMapper.shared().readTree(Files.readString(SharedFiles.require("oracles/smollm2/tokenizer_cases.json")));
        try (Tokenizer tokenizer = DjlTokenizer.open(SmolLm2.require(), TokenizerFolder.natives()).orElseThrow()) {
            assertEquals(35, cases.size());
            for (JsonNode one : cases) {
                String text = one.get("text").stringValue();
                int[] ids = one.get("ids").valueStream().mapToInt(JsonNode::intValue).toArray();
                Encoding encoding = tokenizer.encode(text);
                assertArrayEquals(ids, encoding.tokens().toArray(), text);
                assertEquals(text, tokenizer.decode(encoding.tokens()), text);
            }
        }
    }

    @Test
    void charactersWhoseBytesTheVocabularyLacksAreToldAndTheOthersKeepTheirPlaces() {
        try (Tokenizer tokenizer = DjlTokenizer.open(SmolLm2.require(), TokenizerFolder.natives()).orElseThrow()) {
            Encoding encoding = tokenizer.encode("Hello\u0004 world\u0016");

            assertEquals("Hello world", tokenizer.decode(encoding.tokens()));
            assertEquals("\u0004\u0016", encoding.dropped());
            assertArrayEquals(new int[] {0, 6}, encoding.starts());
            assertArrayEquals(new int[] {5, 12}, encoding.ends());
            assertEquals("The vocabulary lacks bytes of 2 characters (U+0004, U+0016); the tokenizer drops them, so the model does not see them.",
                    encoding.warning().orElseThrow());
            assertEquals("", tokenizer.encode("Hello world").dropped());
        }
    }
}
