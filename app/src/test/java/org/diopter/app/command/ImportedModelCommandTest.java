package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Commands that change a model, with an ONNX export in the place of a folder.
class ImportedModelCommandTest {
    private static final Path EXPORTS = Path.of("..", "lens-engine", "src", "test", "resources", "oracles", "onnx");
    private static final String EDIT = "rank:block=1,matrix=mlp.down,keep=3";

    @TempDir
    static Path home;

    @TempDir
    static Path models;

    @TempDir
    Path folder;

    /// The export with a tokenizer beside it, whose words are numbers.
    @BeforeAll
    static void copy() throws IOException {
        Files.copy(EXPORTS.resolve("llama.anonymous.onnx"), models.resolve("llama.onnx"));
        String words = IntStream.range(0, 60).mapToObj(id -> "\"w%d\":%d".formatted(id, id)).collect(Collectors.joining(","));
        Files.writeString(models.resolve("tokenizer.json"), """
                {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,"pre_tokenizer":{"type":"Whitespace"},
                "post_processor":null,"decoder":null,"model":{"type":"WordLevel","vocab":{%s},"unk_token":"w0"}}""".formatted(words));
    }

    private static Called called(String command, String... arguments) {
        Stream<String> all = Stream.concat(Stream.of(command, models.resolve("llama.onnx").toString()), Arrays.stream(arguments));
        return Called.with(home, all.toArray(String[]::new));
    }

    private static JsonNode json(String command, String... arguments) {
        Called called = called(command, Stream.concat(Arrays.stream(arguments), Stream.of("--json", "-")).toArray(String[]::new));
        assertEquals(0, called.exitCode(), called.err());
        return called.json();
    }

    private static double kl(String edit, int layer) {
        JsonNode lens = json("lens", "--token-ids", "5,17,3,40", "--edit", edit, "--compare-edit", "none");
        return lens.at("/difference/layers/%d/positions/3/kl".formatted(layer)).asDouble();
    }

    @Test
    void anEditChangesLayersAboveItAndAFullRankChangesNothing() {
        assertEquals(0, kl(EDIT, 1));
        assertTrue(kl(EDIT, 3) > 1e-4);
        assertEquals(0, kl("rank:block=1,matrix=mlp.down,rho=1", 3));
    }

    @Test
    void laserNamesSpectrumAndEffect() {
        JsonNode laser = json("laser", "--matrix", "attn.q", "--block", "1", "--keep", "2", "--token-ids", "5,17,3,40");
        assertEquals(2, laser.get("rank").asInt());
        assertTrue(laser.get("spectrum").size() > 2);
        assertTrue(laser.at("/effect/prompt/3/kl").asDouble() > 0);
    }

    @Test
    void aSearchMeasuresCellsOnTheExport() throws IOException {
        List<String> items = new ArrayList<>();
        for (int item = 0; item < 12; item++) {
            items.add("{\"prompt\": \"w%d w%d w%d\", \"answer\": \" w%d\"}".formatted(item, item + 9, 3 * item, item + 20));
        }
        Path data = Files.write(folder.resolve("items.jsonl"), items);
        JsonNode search = json("laser-search", "--data", data.toString(), "--task", "jsonl", "--matrices", "mlp.down,attn.v", "--blocks", "1,2", "--rhos", "0.1", "--validation", "0.5");
        assertEquals(4, search.get("cells").size());
        double baseline = search.at("/baseline/logLoss").asDouble();
        search.get("cells").forEach(cell -> assertTrue(Math.abs(cell.get("logLoss").asDouble() - baseline) > 1e-4, cell::toString));
    }

    @Test
    void aBasisIsFoundAndAblated() throws IOException {
        Path text = folder.resolve("ids.txt");
        Files.write(text, List.of("5,17,3,40,22,9,31,8,2,11,14", "7,1,30,22,18,4,45,50,6,2,33", "12,13,14,15,19,25,26,27,28,1,0"));
        Path basis = folder.resolve("basis.safetensors");
        JsonNode found = json("basis", "--layer", "1", "--directions", "2", "--states", "20", "--token-ids-file", text.toString(), "--out", basis.toString());
        assertEquals(2, found.get("directions").size());
        String edit = "ablate:layer=1,basis=" + basis + ",directions=0+1,mode=mean";
        assertEquals(0, kl(edit, 0));
        assertTrue(kl(edit, 3) > 1e-4);
        assertEquals(0, kl(edit + ",strength=0", 3));
    }

    @Test
    void aSpectrumIsDrawn() throws IOException {
        Path picture = folder.resolve("spectrum.svg");
        Called drawn = Called.with(home, "figure", "spectrum", models.resolve("llama.onnx").toString(), "--matrix", "mlp.up", "--block", "0", "--out", picture.toString());
        assertEquals(0, drawn.exitCode(), drawn.err());
        assertTrue(Files.readString(picture).startsWith("<?xml"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"gpt2.int8.onnx | D | whole-model running", "qwen3.ort_fused.onnx | C | keeps its probabilities"})
    void aLowerTierIsNamedWithItsReason(String file, String tier, String reason) {
        Called called = Called.with(home, "laser", EXPORTS.resolve(file).toString(), "--matrix", "attn.o", "--block", "1", "--keep", "2", "--token-ids", "5,6,7");
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().contains("D-205") && called.err().contains("of tier " + tier) && called.err().contains(reason), called.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--edit zero:block=0,matrix=mlp.in", "--edit ablate:layer=0,basis=BASIS,directions=0,mode=zero"})
    void anExportThatRunsWholeTakesNoEdits(String edit) throws IOException {
        Path basis = Files.writeString(home.resolve("none.safetensors"), "read by nobody");
        Called called = Called.with(home, Stream.concat(
                Stream.of("lens", EXPORTS.resolve("gpt2.int8.onnx").toString(), "--token-ids", "5,6,7"), Arrays.stream(edit.replace("BASIS", basis.toString()).split(" ", 2))).toArray(String[]::new));
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().contains("D-205") && called.err().contains("of tier D"), called.err());
    }
}
