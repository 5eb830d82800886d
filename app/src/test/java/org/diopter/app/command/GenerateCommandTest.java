package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class GenerateCommandTest {
    private static final String PROMPT = "The capital of France is";

    @TempDir
    static Path home;

    private static Called generate(String options) {
        return generate(PROMPT, options);
    }

    private static Called generate(String prompt, String options) {
        List<String> args = new ArrayList<>(List.of("generate", "bundled", "--prompt", prompt));
        Arrays.stream(options.split(" ")).filter(option -> !option.isEmpty()).forEach(args::add);
        return Called.with(home, args.toArray(String[]::new));
    }

    private static JsonNode json(String options) {
        Called called = generate(options + " --json -");
        assertEquals(0, called.exitCode(), called.err());
        return called.json();
    }

    @Test
    void theTextGoesToStandardOutputAlone() {
        Called called = generate("--tokens 6");
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.out().startsWith(" Paris"), called.out());
        assertEquals(json("--tokens 6").get("text").asString() + System.lineSeparator(), called.out());
    }

    @Test
    void theResultIsWrittenWithTokensAndProbabilities() {
        JsonNode result = json("--tokens 1");
        assertEquals("generate", result.at("/study/command").asString());
        assertEquals("count", result.get("end").asString());
        assertEquals(1, result.get("written").size());
        assertEquals(" Paris", result.at("/written/0/text").asString());
        assertTrue(result.at("/written/0/logProbability").asDouble() < 0);
    }

    @Test
    void theModelEndsItsText() {
        JsonNode result = json("--tokens 50");
        assertEquals("end-of-text", result.get("end").asString());
        assertEquals(" Paris.", result.get("text").asString());
    }

    @Test
    void aSeedDecidesWhatIsDrawn() {
        String drawn = "--tokens 12 --temperature 1.5 --top-k 200 --top-p 0.99 --seed ";
        String text = generate("The", drawn + 3).out();
        assertEquals(text, generate("The", drawn + 3).out());
        assertNotEquals(text, generate("The", drawn + 4).out());
    }

    @Test
    void editsAndPoliciesChangeWhatIsWritten() {
        String plain = json("--tokens 8").get("text").asString();
        assertNotEquals(plain, json("--tokens 8 --edit ablate:layer=4,basis=bundled,directions=0+1+2+3+4+5,mode=mean,strength=4").get("text").asString());
        assertNotEquals(plain, json("--tokens 8 --policy local:recent=1").get("text").asString());
    }

    @Test
    void aRecordedWritingIsWrittenAgain(@TempDir Path folder) throws IOException {
        JsonNode result = json("--tokens 5 --temperature 1 --seed 9");
        Path file = folder.resolve("result.json");
        Files.writeString(file, result.toString());
        Called again = Called.with(home, "run", file.toString(), "--json", "-");
        assertEquals(result.get("text"), again.json().get("text"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--tokens 0 | --tokens",
        "--top-k 5 | --temperature above 0",
        "--temperature -1 | temperature",
        "--temperature 1 --top-p 2 | top-p"
    })
    void whatCannotBeIsWrongUsage(String options, String said) {
        Called called = generate(options);
        assertEquals(2, called.exitCode());
        assertTrue(called.err().contains(said), called.err());
    }
}
