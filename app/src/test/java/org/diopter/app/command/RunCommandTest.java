package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RunCommandTest {
    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        "lens bundled --prompt Berlin --track Paris --layers 0,3 --top-k 3 --unit bits --seed 7 --threads 1",
        "figure trajectory bundled --prompt Berlin --statistic entropy --transpose --stride 2 --map grey --range 0:4",
        "figure token-curves bundled --prompt Berlin --track Paris --position 0",
        "figure attention bundled --prompt Berlin --block 1 --head 2 --range fit",
        "lens glassbox --prompt mill --edit rank:block=3,matrix=mlp.down,keep=8",
        "check bundled",
        "models"
    })
    void aResultIsComputedAgainToTheLastDigit(String line) throws IOException {
        String first = written(line.split(" ", -1));
        Path result = Files.writeString(folder.resolve("result.json"), first);
        assertEquals(withoutMemory(first), withoutMemory(written("run", result.toString())));
    }

    /// What a process happens to hold in memory is measured anew.
    private static String withoutMemory(String json) {
        return json.replaceAll("\"measured\":\\d+", "\"measured\":0");
    }

    @Test
    void theStudyAloneIsEnough() throws IOException {
        String first = written("lens", "bundled", "--prompt", "Berlin");
        Path study = Files.writeString(folder.resolve("study.json"), Json.MAPPER.readTree(first).get("study").toString());
        assertEquals(first, written("run", study.toString()));
    }

    @Test
    void optionsOfTheEngineWinOverTheStudy() throws IOException {
        Path result = Files.writeString(folder.resolve("result.json"), written("lens", "bundled", "--prompt", "Berlin", "--seed", "3"));
        JsonNode again = Json.MAPPER.readTree(written("run", result.toString(), "--seed", "4"));
        assertEquals(4, again.get("seed").asInt());
        assertEquals(4, again.at("/study/engine/seed").asInt());
    }

    @Test
    void aModelThatHasMovedIsNamedAndCanBeLocated() throws IOException {
        ObjectNode study = study();
        ((ObjectNode) study.get("model")).put("source", folder.resolve("gone").toString());
        Path file = Files.writeString(folder.resolve("study.json"), study.toString());
        Called gone = Called.with(home, "run", file.toString());
        assertEquals(3, gone.exitCode());
        assertTrue(gone.err().matches("(?s)D-601: The study's model ‘almanac-8m’ \\(sha256 [0-9a-f]{8}\\) is not at .*--model\\.\\R"), gone.err());
        assertEquals(0, Called.with(home, "run", file.toString(), "--model", "bundled").exitCode());
    }

    @Test
    void anotherModelIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("study.json"), study().toString());
        Called called = Called.with(home, "run", file.toString(), "--model", Called.family("llama"));
        assertEquals(3, called.exitCode());
        assertTrue(called.err().startsWith("D-601: "), called.err());
        assertTrue(called.err().contains("is another model"), called.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"command\": \"lens\"} | is missing",
        "[1, 2] | holds no study",
        "{\"a\": 1} | holds no study",
        "{ | not valid JSON",
        "{\"study\": {\"command\": \"laser\"}} | holds no study",
        "not JSON at all | not valid JSON"
    })
    void aFileWithoutAStudyIsRefused(String content, String words) throws IOException {
        Path file = Files.writeString(folder.resolve("study.json"), content);
        Called called = Called.with(home, "run", file.toString());
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().startsWith("D-602: " + file), called.err());
        assertTrue(called.err().contains(words), called.err());
        assertEquals(1, called.err().lines().count(), called.err());
    }

    @Test
    void aStudyThatAsksForMoreThanIsKnownIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("study.json"), study().put("policy", "full").toString());
        Called called = Called.with(home, "run", file.toString());
        assertEquals(3, called.exitCode());
        assertTrue(called.err().contains("its field ‘policy’ is not known"), called.err());
    }

    @Test
    void aStudyWithAValueThatCannotBeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("study.json"), study().put("topK", 0).toString());
        Called called = Called.with(home, "run", file.toString());
        assertEquals(3, called.exitCode());
        assertTrue(called.err().contains("a top-k of 0"), called.err());
    }

    @Test
    void aFigureNeedsAFileOrJson() throws IOException {
        Path file = Files.writeString(folder.resolve("f.json"), written("figure", "trajectory", "bundled", "--prompt", "Berlin"));
        assertEquals(2, Called.with(home, "run", file.toString()).exitCode());
        Path picture = folder.resolve("o.svg");
        assertEquals(0, Called.with(home, "run", file.toString(), "--out", picture.toString()).exitCode());
        assertTrue(Files.size(picture) > 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"svg", "png", "pdf"})
    void aFigureIsItsOwnStudy(String ending) throws IOException {
        Path figure = folder.resolve("figure." + ending);
        String first = written("figure", "trajectory", "bundled", "--prompt", "5 < 6 & \"ü\" 首都", "--out", figure.toString());
        JsonNode again = Json.MAPPER.readTree(written("run", figure.toString()));
        assertEquals(Json.MAPPER.readTree(first).get("study"), again.get("study"));
        assertEquals(Json.MAPPER.readTree(first).get("table"), again.get("table"));
    }

    @Test
    void aPictureFromElsewhereIsRefusedAndOpensNothing() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), written("lens", "bundled", "--prompt", "Berlin"));
        Path figure = Files.writeString(folder.resolve("figure.svg"), """
                <?xml version="1.0"?>
                <!DOCTYPE svg [<!ENTITY secret SYSTEM "%s">]>
                <svg xmlns="http://www.w3.org/2000/svg"><d:study xmlns:d="urn:diopter:figure">&secret;</d:study></svg>
                """.formatted(secret.toUri()));
        Called called = Called.with(home, "run", figure.toString(), "--json", "-");
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().startsWith("D-602: "), called.err());
    }

    @Test
    void aDamagedPictureIsRefused() throws IOException {
        Path figure = folder.resolve("figure.png");
        written("figure", "trajectory", "bundled", "--prompt", "Berlin", "--out", figure.toString());
        byte[] bytes = Files.readAllBytes(figure);
        Files.write(figure, Arrays.copyOf(bytes, 40));
        Called called = Called.with(home, "run", figure.toString(), "--json", "-");
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().contains("it is cut short"), called.err());
    }

    @Test
    void aPictureOfNoFigureIsWrongUsage() throws IOException {
        Path file = Files.writeString(folder.resolve("study.json"), study().toString());
        assertEquals(2, Called.with(home, "run", file.toString(), "--out", folder.resolve("o.svg").toString()).exitCode());
    }

    private static ObjectNode study() {
        return (ObjectNode) Json.MAPPER.readTree(written("lens", "bundled", "--prompt", "Berlin", "--layers", "0")).get("study");
    }

    private static String written(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--json";
        all[args.length + 1] = "-";
        Called called = Called.with(home, all);
        assertEquals(0, called.exitCode(), called.err());
        return called.out();
    }
}
