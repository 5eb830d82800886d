package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LaserSearchCommandTest {
    static final int ITEMS = 10;
    private static final Map<String, String> CAPITALS = new TreeMap<>(Map.of(
            "France", "Paris", "Italy", "Rome", "Germany", "Berlin", "Spain", "Madrid", "Japan", "Tokyo",
            "Norway", "Oslo", "Egypt", "Cairo", "Peru", "Lima", "Cuba", "Havana", "Greece", "Athens"));
    private static final String[] GRID = {"--matrices", "mlp.in,mlp.down", "--blocks", "0,6-7", "--rhos", "0.9,0.05,0.001", "--validation", "0.5"};

    @TempDir
    Path folder;

    /// Ten capitals, one a line.
    static Path facts(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        CAPITALS.forEach((country, capital) -> lines.add("{\"prompt\": \"The capital of %s is\", \"answer\": \"%s\"}".formatted(country, capital)));
        return Files.write(folder.resolve("facts.jsonl"), lines);
    }

    @Test
    void everyCellHasTheFieldsOfTheContract() throws IOException {
        JsonNode result = search();
        assertEquals(2 * 3 * 2, result.get("cells").size());
        assertEquals(2 * 3, result.get("skipped").size());
        List<String> fields = List.copyOf(result.at("/cells/0").propertyNames());
        assertTrue(fields.containsAll(List.of("matrix", "block", "rho", "rank", "accuracy", "logLoss", "majorityBaseline", "gained", "lost", "p", "split")),
                fields.toString());
        for (JsonNode cell : result.get("cells")) {
            assertEquals("validation", cell.get("split").asString());
            assertEquals(5, cell.get("items").asInt());
            int change = cell.get("gained").size() - cell.get("lost").size();
            assertEquals(cell.get("accuracy").asDouble() - result.at("/baseline/accuracy").asDouble(), change / 5.0, 1e-9);
        }
        assertEquals("test", result.at("/test/best/split").asString());
        assertEquals(0.2, result.at("/baseline/majorityBaseline").asDouble(), 1e-9);
    }

    @Test
    void theBestCellHasTheLargestAccuracyThenTheSmallestLoss() throws IOException {
        JsonNode result = search();
        JsonNode best = result.get("best");
        for (JsonNode cell : result.get("cells")) {
            double accuracy = cell.get("accuracy").asDouble();
            assertTrue(accuracy <= best.get("accuracy").asDouble());
            assertTrue(accuracy < best.get("accuracy").asDouble() || cell.get("logLoss").asDouble() >= best.get("logLoss").asDouble());
        }
        assertEquals(best.get("rho"), result.at("/test/best/rho"));
    }

    @Test
    void lossesAreGivenInBitsAsWell() throws IOException {
        JsonNode nats = search();
        JsonNode bits = search("--unit", "bits", "--resume");
        assertEquals("bits", bits.get("unit").asString());
        for (String number : List.of("/baseline/logLoss", "/cells/0/logLoss", "/cells/0/labelLoss", "/test/baseline/logLoss")) {
            assertEquals(nats.at(number).asDouble() / Math.log(2), bits.at(number).asDouble(), 1e-9, number);
        }
        assertEquals(nats.at("/cells/0/perplexity"), bits.at("/cells/0/perplexity"));
        String table = called("laser-search", "--unit", "bits", "--resume").out();
        assertTrue(table.contains("log-loss, bits") && !table.contains("nats"), table);
    }

    @Test
    void aRecordedSearchIsRunAgainAndAChangedFileIsNot() throws IOException {
        Path result = folder.resolve("r.json");
        Called first = called("laser-search", "--json", result.toString());
        assertEquals(0, first.exitCode(), first.err());
        Called again = Called.with(folder.resolve("home"), "run", result.toString(), "--json", "-");
        assertEquals(0, again.exitCode(), again.err());
        assertEquals(Json.MAPPER.readTree(Files.readString(result)).get("cells"), again.json().get("cells"));
        Files.writeString(folder.resolve("facts.jsonl"), "{\"prompt\": \"The capital of France is\", \"answer\": \"Rome\"}\n");
        Called changed = Called.with(folder.resolve("home"), "run", result.toString(), "--json", "-");
        assertEquals(3, changed.exitCode());
        assertTrue(changed.err().contains("D-601") && changed.err().contains("no longer the file"), changed.err());
    }

    @Test
    void aResumedSearchAndItsFiguresTakeOverFinishedCells() throws IOException {
        JsonNode first = search();
        assertEquals(first.get("cells"), search("--resume").get("cells"));
        for (String view : List.of("map", "lines")) {
            Path picture = folder.resolve(view + ".svg");
            Called drawn = called("figure", "laser-search", "--view", view, "--out", picture.toString());
            assertEquals(0, drawn.exitCode(), drawn.err());
            assertTrue(Files.readString(picture).contains("measured on 5 items of facts"), view);
        }
    }

    @Test
    void thePriceTheNoiseRankAndOneSettingForTwoTasksAreReported() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "The capital of France is Paris. The capital of Italy is Rome. ".repeat(20));
        Path other = Files.write(folder.resolve("other.jsonl"), List.of(
                "{\"prompt\": \"Paris is the capital of\", \"answer\": \"France\"}", "{\"prompt\": \"Rome is the capital of\", \"answer\": \"Italy\"}",
                "{\"prompt\": \"Oslo is the capital of\", \"answer\": \"Norway\"}", "{\"prompt\": \"Lima is the capital of\", \"answer\": \"Peru\"}"));
        JsonNode result = search("--text", text.toString(), "--text-tokens", "200", "--mp-rank", "--also", "jsonl=" + other);
        assertEquals(12, result.at("/price/cells").size());
        assertTrue(result.at("/price/cells").valueStream().anyMatch(cell -> cell.get("front").asBoolean()));
        for (JsonNode cell : result.get("mpRank")) {
            assertTrue(cell.get("rank").asInt() > 0 && cell.get("rank").asInt() < 256);
        }
        assertEquals(2, result.at("/shared/tasks").size());
        JsonNode first = result.at("/shared/settings/0");
        assertEquals((first.at("/gains/0").asDouble() + first.at("/gains/1").asDouble()) / 2, first.get("mean").asDouble(), 1e-12);
        assertEquals(2, result.at("/shared/test").size());
        assertEquals(0, result.get("byFrequency").size(), "no frequencies are known");
        Called table = called("laser-search", "--text", text.toString(), "--text-tokens", "200", "--mp-rank", "--also", "jsonl=" + other, "--resume");
        assertTrue(table.out().contains("Cells that no other beats") && table.out().contains("One setting for facts, other"), table.out());
    }

    @Test
    void itemsThatTheModelCannotReadAreLeftOutAndNamedBeforeTheSearch() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(facts(folder)));
        lines.set(7, "{\"prompt\": \"%s\", \"answer\": \"Paris\"}".formatted("word ".repeat(1200)));
        Path file = Files.write(folder.resolve("long.jsonl"), lines);
        Called called = Called.with(folder.resolve("home"), "laser-search", "--data", file.toString(), "--task", "jsonl", "--matrices", "mlp.in", "--blocks",
                "7", "--rhos", "0.9", "--validation", "0.5", "--json", "-");
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.err().contains("D-201: long: 1 of 10 items are left out. Item 7 has"), called.err());
        assertEquals(4, called.json().at("/task/testItems").asInt());
        assertEquals(1, called.json().get("cells").size());
    }

    @Test
    void randomisedCellsAreOthersThanExactOnesAndDependOnTheSeed() throws IOException {
        JsonNode exact = search("--rhos", "0.05").get("cells");
        JsonNode drawn = search("--rhos", "0.05", "--method", "randomised", "--resume").get("cells");
        JsonNode again = search("--rhos", "0.05", "--method", "randomised").get("cells");
        JsonNode other = search("--rhos", "0.05", "--method", "randomised", "--seed", "5", "--resume").get("cells");
        assertEquals(drawn, again);
        assertTrue(!exact.get(0).get("logLoss").equals(drawn.get(0).get("logLoss")) && !other.get(0).get("logLoss").equals(drawn.get(0).get("logLoss")));
        assertEquals("randomised", drawn.at("/0/method").asString());
        assertEquals(5, other.at("/0/methodSeed").asInt());
    }

    @Test
    void halvingAndCompositionAreReported() throws IOException {
        JsonNode halved = search("--halving", "2");
        assertEquals(12, halved.get("cells").size() + halved.get("dropped").size());
        assertTrue(halved.get("cells").size() < 12);
        assertTrue(search("--compose", "--resume").get("composition").isArray());
    }

    @Test
    void aSearchThatIsStoppedEndsAsCancelled() throws IOException {
        facts(folder);
        Interruption interruption = new Interruption();
        interruption.request(2);
        List<String> args = arguments("laser-search", "--json", "-");
        Called stopped = Called.with(folder.resolve("home"), interruption, args.toArray(String[]::new));
        assertEquals(130, stopped.exitCode());
        assertTrue(stopped.err().contains("Cancelled."), stopped.err());
    }

    @Test
    void fewItemsAreWarnedOf() throws IOException {
        Called called = called("laser-search");
        assertTrue(called.err().contains("D-401: 5 items to choose on."), called.err());
        assertTrue(called.out().contains("change of accuracy in points"), called.out());
        assertTrue(called.out().contains("as it is, test"), called.out());
    }

    @Test
    void theTableNamesWhatItLeavesOut() throws IOException {
        Called called = called("laser-search", "--rhos", "0.001");
        assertTrue(called.out().contains("left out, since so small a share keeps no component, beginning with"), called.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--rhos 0.5,1.5 | D-205: rho 1.5 is not a share",
        "--rhos NaN | D-205: ‘NaN’ is no number for rho",
        "--rhos 0.5,1e-1 | D-205: ‘1e-1’ is no number for rho",
        "--rhos 0.1,0.5,0.10 | D-205: rho 0.10 is there twice",
        "--blocks 7-4 | D-205: ‘7-4’ is no range of blocks",
        "--validation NaN | D-205: ‘NaN’ is no number for --validation",
        "--method magic | D-205: There is no method ‘magic’",
        "--matrices mlp.middle | D-205: There is no matrix ‘mlp.middle’",
        "--matrices attn.q --blocks 8 | D-205: There is no block 8",
        "--validation 1 | D-205: --validation 1 is no share",
        "--validation 0.01 | D-401: 10 items cannot be parted",
        "--metric luck | D-403: There is no metric ‘luck’",
        "--task riddles | D-403: There is no task ‘riddles’",
    })
    void whatCannotBeSearchedIsExplained(String options, String problem) throws IOException {
        Called called = called("laser-search", options.split(" ", -1));
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().contains(problem), called.err());
    }

    @Test
    void aMissingFieldIsNamedWithItsLine() throws IOException {
        Files.writeString(folder.resolve("broken.jsonl"), "{\"prompt\": \"a\", \"answer\": \"b\"}\n\n{\"prompt\": \"c\"}\n");
        Called called = Called.with(folder.resolve("home"), "laser-search", "--data", folder.resolve("broken.jsonl").toString(), "--task", "jsonl");
        assertEquals(3, called.exitCode());
        assertTrue(called.err().startsWith("D-403: broken.jsonl, line 3"), called.err());
    }

    @Test
    void withoutQuestionsThereIsNoSearch() {
        Called called = Called.with(folder.resolve("home"), "laser-search", "--task", "jsonl");
        assertEquals(2, called.exitCode());
        assertTrue(called.err().contains("Missing: --data"), called.err());
    }

    @Test
    void settingsOfAClusterNeedTheCluster() throws IOException {
        Called called = called("laser-search", "--spark-conf", "spark.executor.memory=1g");
        assertEquals(2, called.exitCode());
        assertTrue(called.err().contains("Missing: --spark"), called.err());
    }

    private JsonNode search(String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("--json", "-"));
        all.addAll(List.of(more));
        Called called = called("laser-search", all.toArray(String[]::new));
        assertEquals(0, called.exitCode(), called.err());
        return called.json();
    }

    private Called called(String command, String... more) throws IOException {
        facts(folder);
        return Called.with(folder.resolve("home"), arguments(command, more).toArray(String[]::new));
    }

    /// The last one of equal options counts.
    private List<String> arguments(String command, String... more) {
        List<String> args = new ArrayList<>(List.of(command));
        List<String> rest = new ArrayList<>(List.of(more));
        if (command.equals("figure")) {
            args.add(rest.removeFirst());
        }
        List<String> defaults = new ArrayList<>(List.of(GRID));
        defaults.addAll(List.of("--data", folder.resolve("facts.jsonl").toString(), "--task", "jsonl"));
        for (int i = 0; i < defaults.size(); i += 2) {
            if (!rest.contains(defaults.get(i))) {
                args.addAll(defaults.subList(i, i + 2));
            }
        }
        args.addAll(rest);
        return args;
    }
}
