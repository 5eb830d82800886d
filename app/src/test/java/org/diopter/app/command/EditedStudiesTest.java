package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EditedStudiesTest {
    private static final String PROMPT = "The capital of France is Paris. The capital of Italy is";
    private static final String EDIT = "rank:block=4,matrix=mlp.down,rho=0.05";

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @Test
    void anEditChangesNoLayerBelowTheOneItActsOn() {
        JsonNode before = lens();
        JsonNode after = lens("--edit", EDIT);
        for (int layer = 0; layer <= 4; layer++) {
            for (int position = 0; position < 13; position++) {
                String cell = "/layers/" + layer + "/positions/" + position + "/top";
                assertEquals(before.at(cell), after.at(cell), cell);
            }
        }
        assertFalse(before.at("/layers/5/positions/12/top").equals(after.at("/layers/5/positions/12/top")));
        assertEquals(EDIT, after.at("/study/edits/stack/0").asString());
        assertFalse(after.has("baseline"));
    }

    @Test
    void aComparisonHasBothRunsAndTheirDifference() {
        JsonNode result = lens("--edit", EDIT, "--compare-edit", "none");
        JsonNode a = result.at("/baseline/layers/6/positions/12");
        JsonNode b = result.at("/layers/6/positions/12");
        JsonNode change = result.at("/difference/layers/6/positions/12");
        assertEquals(b.get("entropy").asDouble() - a.get("entropy").asDouble(), change.get("entropy").asDouble(), 1e-6);
        assertEquals(b.get("maxProbability").asDouble() - a.get("maxProbability").asDouble(), change.get("maxProbability").asDouble(), 1e-6);
        assertTrue(change.get("kl").asDouble() > 0.01);
        assertEquals(" Rome", change.at("/moved/text").asString());
        assertEquals("none", result.at("/baseline/edits/0").asString());
        assertTrue(result.at("/baseline/predictionDepth").isArray());
    }

    @Test
    void belowTheEditTheDifferenceIsExactlyNothing() {
        JsonNode result = lens("--edit", EDIT, "--compare-edit", "none");
        for (int position = 0; position < 13; position++) {
            JsonNode change = result.at("/difference/layers/4/positions/" + position);
            assertEquals(0, change.get("kl").asDouble());
            assertEquals(0, change.get("entropy").asDouble());
            assertFalse(change.get("topChanged").asBoolean());
            assertTrue(change.get("moved").isNull());
        }
    }

    @Test
    void anEditComparedWithItselfDiffersNowhere() {
        JsonNode result = lens("--edit", EDIT, "--compare-edit", EDIT);
        assertEquals(0, result.at("/difference/layers/8/positions/12/kl").asDouble());
        assertEquals(0, result.at("/difference/layers/8/positions/12/maxProbability").asDouble());
    }

    @Test
    void edgesOfAComparisonAreRefused() {
        Called called = Called.with(home, "lens", "--prompt", PROMPT, "--compare-edit", "none", "--compare-edit", EDIT);
        assertEquals(3, called.exitCode());
        assertTrue(called.err().startsWith("D-205: ‘none’ is the model as it is"), called.err());
    }

    @Test
    void aTableNamesTheEditsAndBothRuns() {
        Called called = Called.with(home, "lens", "--prompt", PROMPT, "--edit", EDIT, "--compare-edit", "none");
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.out().contains("Edits: " + EDIT + " compared with none"), called.out());
        assertTrue(called.out().contains("KL(A‖B), nats"), called.out());
    }

    @Test
    void theDifferenceFigureComparesWithTheModelAsItIs() throws IOException {
        Path file = folder.resolve("d.svg");
        JsonNode data = figure("difference", "--edit", EDIT, "--out", file.toString());
        JsonNode rows = data.at("/table/rows");
        assertEquals(9 * 13, rows.size());
        assertEquals(List.of("position", "input", "input id", "layer", "top-1", "top-1 id", "probability",
                "top-1 of A", "top-1 id of A", "Probability of top-1 of A", "B − A"), texts(data.at("/table/headers")));
        for (JsonNode row : rows) {
            assertEquals(row.get(6).asDouble() - row.get(9).asDouble(), row.get(10).asDouble(), 1e-9);
            if (row.get(3).asInt() <= 4) {
                assertEquals(0, row.get(10).asDouble());
            }
        }
        String svg = Files.readString(file);
        assertTrue(svg.contains("edits " + EDIT + " compared with none"), "provenance names the edits");
        assertTrue(svg.contains("top-1 differs from A"), "the key names the triangle");
    }

    @Test
    void everyFigureOfAPromptTakesEdits() {
        JsonNode trajectory = figure("trajectory", "--edit", EDIT, "--compare-edit", "none");
        assertEquals(9 * 13, trajectory.at("/table/rows").size());
        JsonNode curves = figure("token-curves", "--edit", EDIT, "--compare-edit", "none", "--track", "Rome");
        assertEquals(6, curves.at("/table/headers").size());
        assertFalse(curves.at("/table/rows/8/3").equals(curves.at("/table/rows/8/5")));
        JsonNode plain = figure("attention", "--block", "6", "--head", "1");
        JsonNode edited = figure("attention", "--block", "6", "--head", "1", "--edit", EDIT);
        assertFalse(plain.at("/table/rows").equals(edited.at("/table/rows")));
    }

    @Test
    void aRecordedEditIsRunAgain() throws IOException {
        Path file = folder.resolve("lens.json");
        Called first = Called.with(home, "lens", "--prompt", PROMPT, "--edit", EDIT, "--compare-edit", "none", "--json", file.toString(), "-q");
        assertEquals(0, first.exitCode(), first.err());
        Called again = Called.with(home, "run", file.toString(), "--json", "-");
        assertEquals(0, again.exitCode(), again.err());
        JsonNode recorded = Json.MAPPER.readTree(Files.readString(file));
        assertEquals(recorded.get("layers"), again.json().get("layers"));
        assertEquals(recorded.get("difference"), again.json().get("difference"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asString()));
        return texts;
    }

    private static JsonNode lens(String... more) {
        return json("lens", List.of(), more);
    }

    private static JsonNode figure(String kind, String... more) {
        return json("figure", List.of(kind), more);
    }

    private static JsonNode json(String command, List<String> kind, String... more) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(kind);
        args.addAll(List.of("bundled", "--prompt", PROMPT, "--json", "-"));
        args.addAll(List.of(more));
        Called called = Called.with(home, args.toArray(String[]::new));
        assertEquals(0, called.exitCode(), called.err());
        return called.json();
    }
}
