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
}
