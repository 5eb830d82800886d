package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisFile;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BasisCommandTest {
    private static final String SMALL = "--layer 4 --directions 3 --states 24";

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private static Called called(String line, String... more) {
        List<String> args = new ArrayList<>(Arrays.asList(line.split(" ", -1)));
        args.addAll(List.of(more));
        return Called.with(home, args.toArray(String[]::new));
    }

    private static JsonNode json(String line, String... more) {
        Called called = called(line + " --json -", more);
        assertEquals(0, called.exitCode(), called.err());
        return called.json();
    }

    @Test
    void aBasisIsWrittenAsTheContractSays() {
        Path file = folder.resolve("basis.safetensors");
        JsonNode result = json("basis bundled " + SMALL + " --out " + file);
        assertEquals(4, result.get("layer").asInt());
        assertEquals("bits", result.get("unit").asString());
        assertEquals(24, result.get("states").asInt());
        assertTrue(result.get("complete").asBoolean());
        assertEquals(3, result.get("directions").size());
        double before = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            JsonNode direction = result.at("/directions/" + i);
            assertEquals(i, direction.get("index").asInt());
            double bits = direction.get("influenceBits").asDouble();
            assertTrue(bits > 0 && bits <= before, "direction " + i + ": " + bits);
            before = bits;
            assertTrue(direction.get("modelInfluenceBits").asDouble() > 0);
            assertEquals(10, direction.get("promoted").size());
            assertTrue(direction.at("/promoted/0/text").isString());
            assertTrue(direction.at("/promoted/0/effect").asDouble() > direction.at("/suppressed/0/effect").asDouble());
        }
        assertTrue(result.get("spearman").isNumber());
        assertEquals(3, result.at("/random/directions").size());
        assertTrue(result.at("/random/directions/0/influenceBits").asDouble() < result.at("/directions/0/influenceBits").asDouble());

        CausalBasis basis = BasisFile.read(file);
        assertEquals(new CausalBasis.Source(result.at("/model/sha256").asString(), "logit lens", 4, Ablation.MEAN, 24, 0), basis.source());
        assertEquals(3, basis.directions().size());
        assertEquals(256, basis.width());
        assertEquals(result.at("/directions/0/influenceBits").asDouble(), basis.directions().getFirst().influence() / Math.log(2), 1e-12);
    }

    @Test
    void theTableNamesDirectionsAndTheirCorrelation() {
        Called called = called("basis bundled " + SMALL);
        assertEquals(0, called.exitCode(), called.err());
        List<String> lines = called.out().lines().toList();
        assertTrue(lines.getFirst().startsWith("direction"), lines.getFirst());
        assertTrue(called.out().contains("layer 4 · logit lens · mean ablation · 24 states, position 0 left out"), called.out());
        assertTrue(called.out().contains("Spearman's ρ"), called.out());
    }

    @Test
    void statesThatAreGivenTakeThePlaceOfAText() {
        Path states = folder.resolve("states.safetensors");
        float[] values = new float[20 * 256];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        write(states, values, 20);
        JsonNode result = json("basis bundled --layer 3 --directions 2 --mode zero --states-file " + states);
        assertEquals(20, result.get("states").asInt());
        assertEquals("zero", result.get("mode").asString());
        assertTrue(result.at("/directions/0/modelInfluenceBits").isNull());
        assertTrue(result.get("spearman").isNull() && result.get("random").isNull());
        values[256 + 7] = Float.NaN;
        write(states, values, 20);
        Called broken = called("basis bundled --layer 3 --states-file " + states);
        assertEquals(3, broken.exitCode());
        assertTrue(broken.err().contains("D-204: State 1 has NaN in component 7"), broken.err());
    }

    private static void write(Path file, float[] values, long rows) {
        SafetensorsWriter writer = new SafetensorsWriter()
                .add("states", TensorType.F32, List.of(rows, values.length / rows), MemorySegment.ofArray(values));
        new OutputFile(file).write(writer::writeTo);
    }

    @Test
    void tokenIdsStandInPlaceOfText() throws IOException {
        Path ids = Files.writeString(folder.resolve("ids.txt"), "0,302,692,266,1031,275\n0 302 692 266 71 275 12\n\n");
        JsonNode result = json("basis bundled --layer 2 --directions 2 --states 9 --token-ids-file " + ids);
        assertEquals(9, result.get("states").asInt());
        assertTrue(result.at("/study/basis/text/tokenIds").asBoolean());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "basis bundled --layer 4 --directions 3 --states 24 --mode resample --seed 5",
        "align bundled --states 12",
        "align bundled --states 12 --directions 2",
        "figure basis bundled --layer 4 --directions 3 --states 24",
        "figure fidelity bundled --layer 4 --directions 3 --states 24 --theme dark",
        "figure fidelity bundled --layers 2,5 --directions 3 --states 24",
        "figure alignment bundled --lens bundled --states 12"
    })
    void aRecordedStudyGivesTheSameNumbers(String line) throws IOException {
        JsonNode first = json(line);
        Path file = Files.writeString(folder.resolve("study.json"), first.toString());
        assertEquals(first, json("run " + file));
    }

    @Test
    void aRecordedStudyWhoseTextHasChangedIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "The capital of France is Paris. ".repeat(40));
        JsonNode first = json("basis bundled " + SMALL, "--text", text.toString());
        Path file = Files.writeString(folder.resolve("study.json"), first.toString());
        Path out = folder.resolve("again.safetensors");
        assertEquals(0, called("run " + file + " --out " + out).exitCode());
        assertEquals(3, BasisFile.read(out).directions().size());
        Files.writeString(text, "Something else. ".repeat(80));
        Called changed = called("run " + file);
        assertEquals(3, changed.exitCode());
        assertTrue(changed.err().startsWith("D-601: ‘" + text + "’ has changed"), changed.err());
    }

    @Test
    void alignmentRisesToOneAtTheOutput() {
        JsonNode layers = json("align bundled --states 12").get("layers");
        assertEquals(8, layers.size());
        assertEquals(1, layers.get(0).get("layer").asInt());
        assertEquals(12, layers.get(0).get("samples").asInt());
        assertTrue(layers.get(0).get("standardError").asDouble() > 0);
        assertEquals(1, layers.get(7).get("similarity").asDouble(), 1e-4);
        JsonNode within = json("align bundled --states 12 --directions 2").get("layers");
        assertEquals(9, within.size());
        assertEquals(0, within.get(0).get("layer").asInt());
    }

    @Test
    void figuresShowTheInfluences() throws IOException {
        JsonNode result = json("basis bundled " + SMALL);
        JsonNode bars = json("figure basis bundled " + SMALL);
        assertEquals(9, bars.at("/table/rows").size());
        for (int i = 0; i < 3; i++) {
            assertEquals(result.at("/directions/" + i + "/influenceBits").asDouble(), bars.at("/table/rows/" + i + "/2").asDouble(), 1e-9);
        }
        Path svg = folder.resolve("fidelity.svg");
        JsonNode fidelity = json("figure fidelity bundled " + SMALL + " --out " + svg);
        assertEquals(6, fidelity.at("/table/rows").size());
        assertTrue(fidelity.get("caption").asString().contains("Spearman"), fidelity.toString());
        assertTrue(Files.readString(svg).contains("ρ"));
    }

    @Test
    void fidelityOfSeveralLayersIsWhatEachLayerSays() {
        JsonNode rows = json("figure fidelity bundled --layers 3,4 --directions 3 --states 24").at("/table/rows");
        assertEquals(2 * 9, rows.size());
        for (int layer = 3; layer <= 4; layer++) {
            JsonNode alone = json("basis bundled --directions 3 --states 24 --layer " + layer);
            assertEquals("basis", rows.get(layer).get(0).asString());
            assertEquals(alone.get("spearman").asDouble(), rows.get(layer).get(2).asDouble(), 1e-9);
            assertEquals(alone.at("/random/spearman").asDouble(), rows.get(9 + layer).get(2).asDouble(), 1e-9);
        }
        assertTrue(rows.get(0).get(2).isNull(), "a layer that was not asked for");
    }

    @Test
    void theAlignmentFigureIsWhatAlignSaysOfBothLenses() throws IOException {
        Path svg = folder.resolve("alignment.svg");
        JsonNode figure = json("figure alignment bundled --lens bundled --states 12 --out " + svg);
        JsonNode rows = figure.at("/table/rows");
        assertEquals("standard error", figure.at("/table/headers/3").asString());
        assertEquals(2 * 8, rows.size());
        for (String lens : List.of("bundled", "logit")) {
            JsonNode layers = json("align bundled --states 12 --lens " + lens).get("layers");
            for (int i = 0; i < 8; i++) {
                JsonNode row = rows.get(i + (lens.equals("logit") ? 8 : 0));
                assertEquals(layers.get(i).get("layer").asInt(), row.get(1).asInt());
                assertEquals(layers.get(i).get("similarity").asDouble(), row.get(2).asDouble(), 1e-9);
                assertEquals(layers.get(i).get("standardError").asDouble(), row.get(3).asDouble(), 1e-9);
            }
        }
        assertTrue(Files.readString(svg).contains("Aitchison"));
    }

    @Test
    void theAlignmentFigureOfTheLogitLensAloneHasOneLineFromTheEmbedding() {
        JsonNode rows = json("figure alignment bundled --states 12 --directions 2").at("/table/rows");
        assertEquals(9, rows.size());
        assertEquals(0, rows.get(0).get(1).asInt());
    }

    @Test
    void fidelityOfGivenStatesIsRefused() {
        Path states = folder.resolve("states.safetensors");
        float[] values = new float[8 * 256];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 * (i / 256);
        }
        write(states, values, 8);
        Called called = called("figure fidelity bundled --layer 3 --directions 2 --json - --states-file " + states);
        assertEquals(3, called.exitCode());
        assertTrue(called.err().startsWith("D-208: "), called.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "basis bundled --layer 9 | 3 | D-205: There is no layer 9; layers go from 0 to 8",
        "basis bundled --layer 4 --states 5 --directions 6 | 3 | D-304: 6 directions cannot be found in 5 states of width 256. Ask for 1 to 4",
        "basis bundled | 2 | --layer",
        "basis bundled --layer 4 --mode average | 2 | none of mean, zero, resample",
        "basis bundled --layer 4 --directions 0 | 2 | at least 1",
        "basis bundled --layer 4 --text /nowhere | 3 | D-206: /nowhere cannot be read",
        "basis bundled --layer 4 --text /a --states-file /b | 2 | takes the place",
        "basis bundled --layer 4 --lens /nowhere | 3 | D-301: There is no lens",
        "basis bundled --layer 4 --out /nowhere/b | 3 | D-501",
        "align bundled --states 1 | 2 | at least 2",
        "align bundled --text /nowhere | 3 | D-206",
        "figure basis bundled --layer 4 | 2 | --out for the picture",
        "figure fidelity bundled --json - | 2 | One of --layer and --layers is needed",
        "figure fidelity bundled --json - --layer 1 --layers 1,2 | 2 | One of --layer and --layers is needed",
        "figure fidelity bundled --json - --layers 1,x | 2 | in --layers is no layer",
        "figure fidelity bundled --json - --layers 4,9 | 3 | D-205: There is no layer 9",
        "figure alignment bundled --json - --states 1 | 2 | at least 2",
        "figure alignment bundled --states 4 | 2 | --out for the picture",
    })
    void whatCannotBeDoneIsExplained(String line, int exitCode, String words) {
        Called called = called(line);
        assertEquals(exitCode, called.exitCode(), called.err());
        assertTrue(called.err().contains(words), called.err());
    }

    @Test
    void aModelWithoutASampleTextNeedsOne() {
        Called called = called("basis " + Called.family("llama") + " --layer 1");
        assertEquals(2, called.exitCode(), called.err());
        assertTrue(called.err().contains("Missing: --text"), called.err());
    }

    /// The progress bar that says that directions are found is where the request comes.
    @Test
    void aRequestToStopKeepsTheDirectionsThatAreFound() {
        Path file = folder.resolve("part.safetensors");
        Interruption interruption = new Interruption();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                super.write(bytes, from, length);
                if (toString(StandardCharsets.UTF_8).contains("Find directions  [")) {
                    interruption.request(2);
                }
            }
        };
        Invocation invocation = new Invocation(Console.of(out, err, true), interruption);
        int exitCode = Commands.run(
                invocation, "basis", "bundled", "--layer", "5", "--directions", "200", "--states", "220", "--out", file.toString(), "--home", home.toString());
        String said = err.toString(StandardCharsets.UTF_8);
        assertEquals(130, exitCode, said);
        assertTrue(said.contains("of 200 directions, which are kept"), said);
        int kept = BasisFile.read(file).directions().size();
        assertTrue(kept >= 1 && kept < 200, kept + " directions");
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("220 states"));
    }
}
