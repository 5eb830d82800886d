package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LensCommandTest {
    private static final String PROMPT = "The capital of France is";

    @TempDir
    static Path home;

    @Test
    void theResultHasTheFieldsOfTheContract() {
        JsonNode result = lens("--prompt", PROMPT);
        assertEquals(
                List.of("diopter", "model", "provider", "seed", "study", "unit", "tokens", "layers", "predictionDepth"),
                List.copyOf(result.propertyNames()));
        assertEquals(
                List.of("name", "family", "sha256", "layers", "width", "heads", "kvHeads", "vocabulary"),
                List.copyOf(result.get("model").propertyNames()));
        assertEquals("almanac-8m", result.at("/model/name").asString());
        assertEquals(64, result.at("/model/sha256").asString().length());
        assertEquals(
                List.of("position", "top", "entropy", "klToFinal", "maxProbability", "nextToken", "jsToFinal", "tvToFinal", "tracked"),
                List.copyOf(result.at("/layers/0/positions/0").propertyNames()));
        assertEquals(List.of("id", "text", "logit", "probability"), List.copyOf(result.at("/layers/3/positions/2/top/0").propertyNames()));
        assertEquals(List.of("id", "crossEntropy", "rank"), List.copyOf(result.at("/layers/3/positions/2/nextToken").propertyNames()));
        assertEquals(List.of("id", "logProbability"), List.copyOf(result.at("/layers/3/positions/2/tracked/0").propertyNames()));
    }

    @Test
    void layersNameStatesFromTheEmbeddingToTheOutput() {
        JsonNode layers = lens("--prompt", PROMPT).get("layers");
        assertEquals(9, layers.size());
        assertEquals("emb", layers.get(0).get("label").asString());
        assertEquals("4", layers.get(4).get("label").asString());
        assertEquals("output", layers.get(8).get("label").asString());
        assertEquals(0, layers.get(8).at("/positions/5/klToFinal").asDouble());
        assertEquals(" Paris", layers.get(8).at("/positions/5/top/0/text").asString());
    }

    @Test
    void onlyTheLastPositionHasNoNextToken() {
        JsonNode positions = lens("--prompt", PROMPT).at("/layers/2/positions");
        for (int position = 0; position < 5; position++) {
            assertFalse(positions.get(position).get("nextToken").isNull(), "position " + position);
        }
        assertTrue(positions.get(5).get("nextToken").isNull());
    }

    @Test
    void ranksCountFromOne() {
        JsonNode result = lens("--prompt", PROMPT);
        JsonNode next = result.at("/layers/8/positions/2");
        assertEquals(" of", next.at("/top/0/text").asString());
        assertEquals(next.at("/top/0/id").asInt(), next.at("/nextToken/id").asInt());
        assertEquals(1, next.at("/nextToken/rank").asInt());
    }

    @Test
    void bitsAreNatsDividedByLogTwo() {
        JsonNode nats = lens("--prompt", PROMPT);
        JsonNode bits = lens("--prompt", PROMPT, "--unit", "bits");
        assertEquals("bits", bits.get("unit").asString());
        for (String number : List.of("entropy", "klToFinal", "jsToFinal", "nextToken/crossEntropy", "tracked/0/logProbability")) {
            double expected = nats.at("/layers/4/positions/1/" + number).asDouble() / Math.log(2);
            assertEquals(expected, bits.at("/layers/4/positions/1/" + number).asDouble(), 1e-5 * Math.abs(expected), number);
        }
        assertEquals(nats.at("/layers/4/positions/1/tvToFinal"), bits.at("/layers/4/positions/1/tvToFinal"));
    }

    @Test
    void idsGiveWhatTheTextGives() {
        JsonNode text = lens("--prompt", PROMPT);
        JsonNode ids = lens("--token-ids", "0,302,692,266,1031,275");
        assertEquals(text.get("layers"), ids.get("layers"));
        assertEquals(text.get("layers"), lens("--token-ids", "0 302 692, 266 1031 275").get("layers"));
        assertTrue(ids.at("/study/input/prompt").isNull());
    }

    @Test
    void aFileOfIdsGivesWhatTheIdsGive() throws IOException {
        Path file = Files.writeString(home.resolve("ids.txt"), "\n0, 302 692,266,1031,275\n");
        assertEquals(lens("--token-ids", "0,302,692,266,1031,275").get("layers"), lens("--token-ids-file", file.toString()).get("layers"));
    }

    @Test
    void aPromptFileMayBeginWithAByteOrderMarkAndEndInALineEnd() throws IOException {
        Path file = Files.writeString(home.resolve("prompt.txt"), "\uFEFF" + PROMPT + "\r\n");
        assertEquals(lens("--prompt", PROMPT).get("layers"), lens("--prompt-file", file.toString()).get("layers"));
    }

    @Test
    void lineEndsInsideAPromptFileStay() throws IOException {
        Path file = Files.writeString(home.resolve("lines.txt"), "Q: What?\n\n");
        assertEquals("Q: What?\n", lens("--prompt-file", file.toString()).at("/study/input/prompt").asString());
    }

    @Test
    void aTokenThatIsNoTextAloneHasItsBytes() {
        JsonNode tokens = lens("--prompt", "a 🦆").get("tokens");
        StringBuilder hex = new StringBuilder();
        for (JsonNode token : tokens) {
            if (token.has("bytes")) {
                hex.append(token.get("bytes").asString());
            }
        }
        assertEquals("f09fa686", hex.toString());
        assertFalse(tokens.get(1).has("bytes"), "a token of text has none");
    }

    @Test
    void eastAsianTextAndEmojiAreTakenAsTheyAre() {
        String prompt = "首都は 東京 👩‍💻 é";
        JsonNode result = lens("--prompt", prompt);
        assertEquals(prompt, result.at("/study/input/prompt").asString());
    }

    @Test
    void onlyTheLayersAskedForAreReadAndTheOutput() {
        JsonNode layers = lens("--prompt", PROMPT, "--layers", "0,4").get("layers");
        assertEquals(List.of(0, 4, 8), StreamSupport.stream(layers.spliterator(), false).map(layer -> layer.get("layer").asInt()).toList());
    }

    @Test
    void asManyTopTokensAsAskedForInFallingOrder() {
        JsonNode top = lens("--prompt", PROMPT, "--top-k", "4").at("/layers/5/positions/5/top");
        assertEquals(4, top.size());
        for (int k = 1; k < 4; k++) {
            assertTrue(top.get(k - 1).get("logit").asDouble() >= top.get(k).get("logit").asDouble(), "place " + k);
        }
    }

    @Test
    void aTrackedTokenIsKnownInEveryCell() {
        JsonNode layers = lens("--prompt", PROMPT, "--track", " Paris").get("layers");
        for (JsonNode layer : layers) {
            for (JsonNode position : layer.get("positions")) {
                assertEquals(865, position.at("/tracked/0/id").asInt(), layer.get("label") + " " + position.get("position"));
            }
        }
        JsonNode output = layers.get(8).at("/positions/5");
        assertEquals(Math.log(output.at("/top/0/probability").asDouble()), output.at("/tracked/0/logProbability").asDouble(), 1e-5);
    }

    @Test
    void aTokenMayBeTrackedByItsIdOrWithoutItsSpace() {
        assertEquals(865, lens("--prompt", PROMPT, "--track", "865").at("/study/track/0").asInt());
        assertEquals(865, lens("--prompt", PROMPT, "--track", "Paris", "--quiet").at("/study/track/0").asInt());
    }

    @Test
    void whichTokenIsFollowedIsSaidWhereASpaceWasPutInFront() {
        Called called = Called.with(home, "lens", "--prompt", PROMPT, "--track", "Paris", "--track", "865");
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.err().contains("following ␣Paris (id 865)"), called.err());
        assertTrue(called.err().contains("‘Paris’ and ‘865’ are the same token, ␣Paris (id 865)."), called.err());
    }

    @Test
    void trackedTokensHaveATableOfTheirOwn() {
        Called called = Called.with(home, "lens", "--prompt", PROMPT, "--track", " Paris", "--track", "1031");
        assertEquals("", called.err());
        List<String> lines = called.out().lines().dropWhile(line -> !line.startsWith("Tracked tokens after position 5")).toList();
        assertTrue(lines.get(1).matches(" *layer +␣Paris 865, % +log +␣France 1031, % +log"), called.out());
        assertTrue(lines.get(2).matches("output +99\\.6 +−0\\.00\\d +.*"), called.out());
        assertTrue(lines.get(10).stripLeading().startsWith("emb "), called.out());
    }

    @Test
    void whatWasWrittenIsSaidOnStandardError() {
        String json = home.resolve("said.json").toString();
        String dump = home.resolve("said.safetensors").toString();
        Called called = Called.with(home, "lens", "--prompt", PROMPT, "--json", json, "--dump", dump);
        assertEquals("", called.out());
        assertTrue(called.err().contains("Wrote " + json + ", "), called.err());
        assertTrue(called.err().contains("Wrote " + dump + ", "), called.err());
        assertEquals("", Called.with(home, "lens", "--prompt", PROMPT, "--json", json, "--dump", dump, "--quiet").err());
    }

    @Test
    void aTextOfSeveralTokensCannotBeTracked() {
        Called called = Called.with(home, "lens", "bundled", "--prompt", PROMPT, "--track", "Constantinople and Paris");
        assertEquals(3, called.exitCode());
        assertTrue(called.err().matches("(?s)D-207: ‘Constantinople and Paris’ is \\d+ tokens \\(.*--track \\d+\\.\\R"), called.err());
    }

    @Test
    void withoutATokenizerIdsStillWork() {
        Called called = Called.with(home, "lens", Called.family("llama"), "--token-ids", "1,2,3", "--json", "-");
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.json().at("/tokens/0/text").isNull());
    }

    @Test
    void aPromptMayBeginWithWhatLooksLikeAnOptionOrAFile() throws IOException {
        Path file = Files.writeString(home.resolve("args.txt"), "--top-k 1");
        assertEquals("@" + file, lens("--prompt", "@" + file).at("/study/input/prompt").asString());
        assertEquals("-5 degrees", lens("--prompt", "-5 degrees").at("/study/input/prompt").asString());
    }

    @Test
    void withoutJsonThereIsATable() {
        Called called = Called.with(home, "lens", "--prompt", PROMPT);
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.out().contains("␣Paris 99.6"), called.out());
        assertEquals("", called.err());
    }

    private static JsonNode lens(String... more) {
        String[] args = new String[more.length + 4];
        args[0] = "lens";
        args[1] = "bundled";
        args[2] = "--json";
        args[3] = "-";
        System.arraycopy(more, 0, args, 4, more.length);
        Called called = Called.with(home, args);
        assertEquals(0, called.exitCode(), called.err());
        assertEquals("", called.err());
        return called.json();
    }
}
