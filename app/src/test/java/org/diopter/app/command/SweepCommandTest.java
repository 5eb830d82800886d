package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SweepCommandTest {
    private static final String FRANCE = "The capital of France is";
    private static final String EDIT = "rank:block=3,matrix=mlp.down,rho=0.1";
    private static final String LOCAL = "local:recent=4";
    private static final String GRID = """
            {"prompts": ["The capital of France is", "The capital of Italy is", {"tokenIds": [0, 302, 692]}],
             "lenses": ["logit", "bundled"],
             "edits": [[], "rank:block={3,5},matrix=mlp.down,rho=0.1"],
             "policies": ["full", "local:recent={2,4}"],
             "track": [" Paris", 266], "layers": [8, 4]}""";
    private static final String SMALL = """
            {"prompts": ["The capital of France is"], "edits": [[], ["rank:block=3,matrix=mlp.down,rho=0.1"]]}""";

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @Test
    void everyCombinationHasARowALayer() throws IOException {
        JsonNode result = sweep(GRID.replace("{\"tokenIds\": [0, 302, 692]}", "{\"tokenIds\": [0, 302, 692, 266, 1031, 275]}"));
        assertEquals(3 * 3 * 3 * 2 * 2, result.get("rows").size());
        assertEquals(
                List.of("prompt", "promptText", "edits", "policy", "promptLength", "lens", "layer", "top", "entropy", "klToFinal", "klToBaseline", "tracked"),
                List.copyOf(result.at("/rows/0").propertyNames()));
        assertEquals(List.of("id", "text", "probability", "logProbability", "rank"), List.copyOf(result.at("/rows/0/tracked/0").propertyNames()));
        List<String> first = result.get("rows").valueStream().limit(9).map(SweepCommandTest::place).toList();
        assertEquals(
                List.of("0 [] full logit 4", "0 [] full logit 8", "0 [] full bundled 4", "0 [] full bundled 8",
                        "0 [] local:recent=2 logit 4", "0 [] local:recent=2 logit 8", "0 [] local:recent=2 bundled 4", "0 [] local:recent=2 bundled 8",
                        "0 [] local:recent=4 logit 4"),
                first);
        assertTrue(result.at("/rows/72/promptText").isNull(), "of ids no text is known");
        assertEquals(numbers(result.at("/rows/0")), numbers(result.at("/rows/72")), "ids of the same prompt");
    }

    private static String place(JsonNode row) {
        return "%s %s %s %s %s".formatted(
                row.get("prompt"), row.get("edits"), row.get("policy").asString(), row.get("lens").asString(), row.get("layer"));
    }

    /// A row without what says where it stands.
    private static List<JsonNode> numbers(JsonNode row) {
        return Stream.of("layer", "top", "entropy", "klToFinal", "klToBaseline", "tracked").map(row::get).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[] | full | logit",
        "[] | full | bundled",
        "[] | local:recent=4 | logit",
        "[\"rank:block=3,matrix=mlp.down,rho=0.1\"] | full | logit",
        "[\"rank:block=3,matrix=mlp.down,rho=0.1\"] | full | bundled",
        "[\"rank:block=3,matrix=mlp.down,rho=0.1\"] | local:recent=4 | bundled",
    })
    void numbersAreThoseOfLensToTheLastDigit(String edits, String policy, String lens) throws IOException {
        JsonNode rows = sweep(GRID.replace(", {\"tokenIds\": [0, 302, 692]}", "")).get("rows");
        List<String> args = new ArrayList<>(List.of(
                "lens", "--prompt", "The capital of Italy is", "--lens", lens, "--layers", "4,8", "--track", " Paris", "--track", "266",
                "--policy", policy, "--compare-edit", "none"));
        if (edits.contains("rank")) {
            args.addAll(List.of("--edit", EDIT));
        }
        JsonNode alone = json(args.toArray(String[]::new));
        for (int place = 0; place < 2; place++) {
            JsonNode row = only(rows, "1 %s %s %s %d".formatted(edits, policy, lens, 4 + 4 * place));
            JsonNode cell = alone.at("/layers/%d/positions/5".formatted(place));
            assertEquals(cell.at("/top/0/id"), row.at("/top/id"));
            assertEquals(cell.at("/top/0/probability"), row.at("/top/probability"));
            assertEquals(cell.get("entropy"), row.get("entropy"));
            assertEquals(cell.get("klToFinal"), row.get("klToFinal"));
            assertEquals(alone.at("/difference/layers/%d/positions/5/kl".formatted(place)), row.get("klToBaseline"));
            for (JsonNode followed : row.get("tracked")) {
                JsonNode same = cell.get("tracked").valueStream().filter(token -> token.get("id").equals(followed.get("id"))).findFirst().orElseThrow();
                assertEquals(same.get("logProbability"), followed.get("logProbability"));
            }
        }
    }

    private static JsonNode only(JsonNode rows, String place) {
        List<JsonNode> found = rows.valueStream().filter(row -> place(row).equals(place)).toList();
        assertEquals(1, found.size(), place);
        return found.getFirst();
    }

    @Test
    void aTrackedTokensRankIsItsPlaceAmongTheTopTokens() throws IOException {
        JsonNode row = sweep("{\"prompts\": [\"" + FRANCE + "\"], \"track\": [\" London\"]}").at("/rows/0/tracked/0");
        JsonNode top = json("lens", "--prompt", FRANCE, "--top-k", "500", "--layers", "8").at("/layers/0/positions/5/top");
        int rank = row.get("rank").asInt();
        assertTrue(rank > 1, "it is not the likeliest");
        assertEquals(row.get("id"), top.get(rank - 1).get("id"));
    }

    @Test
    void textsHaveTheNumbersOfCache() throws IOException {
        Path text = text();
        JsonNode rows = sweep("{\"texts\": [\"%s\"], \"tokens\": 24, \"sequences\": 2, \"edits\": [[], \"%s\"], \"policies\": [\"full\", \"%s\"]}"
                .formatted(text, EDIT, LOCAL)).get("rows");
        assertEquals(4, rows.size());
        JsonNode plain = json("cache", "--text", text.toString(), "--tokens", "24", "--sequences", "2", "--policy", LOCAL);
        assertEquals(plain.at("/full/perplexity"), rows.at("/0/perplexity"));
        assertEquals(plain.at("/policies/0/perplexity"), rows.at("/1/perplexity"));
        assertEquals(plain.at("/policies/0/meanKl"), rows.at("/1/klToBaseline"));
        assertEquals(plain.at("/policies/0/budget"), rows.at("/1/budget"));
        JsonNode edited = json("cache", "--text", text.toString(), "--tokens", "24", "--sequences", "2", "--policy", LOCAL, "--edit", EDIT);
        assertEquals(edited.at("/full/meanCrossEntropy"), rows.at("/2/crossEntropy"));
        assertEquals(edited.at("/policies/0/meanCrossEntropy"), rows.at("/3/crossEntropy"));
        assertTrue(rows.at("/2/klToBaseline").asDouble() > 0.01, "cache compares with the edited model, a sweep with the model as it is");
        assertTrue(rows.at("/0/budget").isNull(), "everything is kept");
    }

    /// What `lens` says of each position is the same divergence, in float32.
    @Test
    void theDivergenceOfAnEditedTextIsThatOfItsPositions() throws IOException {
        Path text = Files.writeString(folder.resolve("ids.txt"), "0,302,692,266,1031,275\n");
        JsonNode row = sweep("{\"texts\": [{\"tokenIdsFile\": \"%s\"}], \"edits\": [\"%s\"]}".formatted(text, EDIT)).at("/rows/0");
        JsonNode positions = json("lens", "--token-ids-file", text.toString(), "--layers", "8", "--edit", EDIT, "--compare-edit", "none")
                .at("/difference/layers/0/positions");
        double mean = positions.valueStream().mapToDouble(position -> position.get("kl").asDouble()).average().orElseThrow();
        assertEquals(mean, row.get("klToBaseline").asDouble(), 1e-6);
    }

    @Test
    void questionsAreCountedAsLaserCountsThemAndUnderPoliciesAsCacheDoes() throws IOException {
        Path facts = LaserSearchCommandTest.facts(folder);
        JsonNode alone = json("laser", "--matrix", "mlp.down", "--block", "3", "--rho", "0.1", "--data", facts.toString(), "--task", "jsonl");
        String grid = "{\"tasks\": [{\"file\": \"%s\", \"task\": \"jsonl\"}], \"edits\": [[], \"%s\"]}".formatted(facts, EDIT);
        JsonNode rows = sweep(grid).get("rows");
        assertEquals(alone.at("/effect/task/baseline/accuracy"), rows.at("/0/accuracy"));
        assertEquals(alone.at("/effect/task/edited/accuracy"), rows.at("/1/accuracy"));
        assertEquals(alone.at("/effect/task/edited/logLoss").asDouble(), rows.at("/1/logLoss").asDouble(), 1e-6);
        Path choices = Files.writeString(folder.resolve("choices.jsonl"),
                "{\"prompt\": \"%s\", \"choices\": [\"Paris\", \"Rome\"], \"correct\": 0}\n".formatted(FRANCE).repeat(3));
        String first = "{\"file\": \"%s\", \"task\": \"jsonl\", \"items\": 2}".formatted(choices);
        JsonNode under = sweep("{\"tasks\": [%s], \"policies\": [\"full\", \"h2o:ratio=0.2\"]}".formatted(first)).get("rows");
        JsonNode cache = json(
                "cache", "--prompt", "one two three four five six seven", "--policy", "h2o:ratio=0.2", "--data", choices.toString(), "--task", "jsonl");
        assertEquals(cache.at("/full/correct").asDouble(), under.at("/0/accuracy").asDouble());
        assertEquals(cache.at("/policies/0/correct").asDouble(), under.at("/1/accuracy").asDouble());
        assertEquals(2, under.at("/0/items").asInt());
    }

    @Test
    void bitsAreNatsDividedByLogTwo() throws IOException {
        JsonNode nats = sweep(SMALL).at("/rows/1");
        JsonNode bits = sweep(SMALL, "--unit", "bits").at("/rows/1");
        for (String field : List.of("entropy", "klToBaseline")) {
            assertEquals(nats.get(field).asDouble() / Math.log(2), bits.get(field).asDouble(), 1e-6, field);
        }
    }

    @Test
    void aSweepIsRunAgainWithoutItsGrid() throws IOException {
        Path result = folder.resolve("r.json");
        Called first = called(SMALL, "--json", result.toString());
        assertEquals(0, first.exitCode(), first.err());
        Files.delete(folder.resolve("grid.json"));
        Path csv = folder.resolve("again.csv");
        JsonNode again = json("run", result.toString(), "--out", csv.toString());
        assertEquals(Json.MAPPER.readTree(Files.readString(result)).get("rows"), again.get("rows"));
        assertEquals(3, Files.readAllLines(csv).size());
    }

    @Test
    void aResumedSweepMeasuresOnlyWhatIsMissing() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        JsonNode first = sweepAt(other, SMALL);
        Path kept = kept(other).getFirst();
        String rows = Files.readString(kept);
        assertEquals(2, kept(other).size());
        Files.delete(kept);
        assertEquals(first.get("rows"), sweepAt(other, SMALL, "--resume").get("rows"));
        assertEquals(rows, Files.readString(kept), "it was measured again, to the same digits");
        assertEquals(2, kept(other).size());
        sweepAt(other, SMALL.replace("rho=0.1", "rho=0.2"), "--resume");
        assertEquals(3, kept(other).size(), "one study is new");
        sweepAt(other, SMALL, "--resume", "--threads", "1");
        assertEquals(5, kept(other).size(), "rounding may depend on threads");
    }

    /// An entry of the store that is written anew is another file.
    @Test
    void whatIsTakenOverIsNotMeasured() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        JsonNode first = sweepAt(other, SMALL);
        List<Object> files = fileKeys(other);
        assertEquals(first.get("rows"), sweepAt(other, SMALL, "--resume").get("rows"));
        assertEquals(files, fileKeys(other));
        assertEquals(first.get("rows"), sweepAt(other, SMALL).get("rows"));
        assumeFalse(files.contains(null), "this system does not tell files apart");
        assertNotEquals(files, fileKeys(other), "without --resume it was measured anew");
    }

    private static List<Object> fileKeys(Path of) throws IOException {
        List<Object> keys = new ArrayList<>();
        for (Path file : kept(of)) {
            keys.add(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        }
        return keys;
    }

    private static List<Path> kept(Path of) throws IOException {
        try (Stream<Path> files = Files.walk(of.resolve("sweep-study"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Interruption requested() {
        Interruption interruption = new Interruption();
        interruption.request(2);
        return interruption;
    }

    @Test
    void aSweepThatIsStoppedEndsAsCancelled() throws IOException {
        Called stopped = Called.with(home, requested(), "sweep", "--grid", grid(SMALL).toString(), "--json", "-");
        assertEquals(130, stopped.exitCode());
        assertTrue(stopped.err().contains("Cancelled."), stopped.err());
        assertEquals("", stopped.out());
    }

    @Test
    void theTableHasAColumnForWhatDiffersAndALineForTheRest() throws IOException {
        Called called = called(SMALL);
        List<String> lines = called.out().lines().toList();
        assertEquals("prompt The capital of France is · policy full · lens logit lens · layer 8", lines.get(1));
        assertTrue(lines.get(2).startsWith("edits "), lines.get(2));
        assertTrue(lines.get(3).startsWith("none "), lines.get(3));
        assertTrue(lines.get(4).startsWith(EDIT) && lines.get(4).contains("␣Paris"), lines.get(4));
        assertEquals(5, lines.size());
    }

    @Test
    void commaSeparatedValuesHaveTheDigitsOfJson() throws IOException {
        Path csv = folder.resolve("rows.csv");
        JsonNode row = sweep(SMALL, "--out", csv.toString()).at("/rows/1");
        List<String> lines = Files.readAllLines(csv);
        assertEquals("of,number,read,edits,policy,lens,layer,top,probability,entropy,klToBaseline", lines.getFirst());
        assertEquals("prompt,0,%s,\"%s\",full,logit,8,␣Paris,%s,%s,%s".formatted(
                FRANCE, EDIT, row.at("/top/probability").asString(), row.get("entropy").asString(), row.get("klToBaseline").asString()),
                lines.get(2));
        Called again = called(SMALL, "--out", csv.toString());
        assertEquals(3, again.exitCode());
        assertTrue(again.err().contains("D-501") && again.err().contains("--force"), again.err());
    }

    @Test
    void promptsComeFromFilesALineOrAFileEach() throws IOException {
        Path lines = Files.writeString(folder.resolve("lines.txt"), "The capital of France is\n\nThe capital of Italy is\n");
        Path ids = Files.writeString(folder.resolve("ids.txt"), "0,302,692\n0 302\n");
        JsonNode rows = sweep("{\"prompts\": [{\"lines\": \"%s\"}, {\"file\": \"%s\"}, {\"tokenIdsFile\": \"%s\"}]}".formatted(lines, lines, ids)).get("rows");
        List<String> texts = rows.valueStream().map(row -> row.get("promptText").isNull() ? "–" : row.get("promptText").asString()).toList();
        assertEquals(List.of(FRANCE, "The capital of Italy is", "The capital of France is\n\nThe capital of Italy is", "–", "–"), texts);
    }

    @Test
    void editsOfAStackActTogetherAndBracesMultiply() throws IOException {
        JsonNode rows = sweep("""
                {"prompts": ["The capital of France is"],
                 "edits": [["skip:block={1,2},part=mlp", "rank:block={3..5},matrix=mlp.down,rho=0.1"]], "layers": "all"}""").get("rows");
        assertEquals(2 * 3 * 9, rows.size());
        assertEquals(List.of("skip:block=1,part=mlp", "rank:block=4,matrix=mlp.down,rho=0.1"),
                rows.at("/9/edits").valueStream().map(JsonNode::asString).toList());
        JsonNode alone = json("lens", "--prompt", FRANCE, "--edit", "skip:block=1,part=mlp", "--edit", "rank:block=4,matrix=mlp.down,rho=0.1");
        assertEquals(alone.at("/layers/8/positions/5/entropy"), rows.at("/17/entropy"));
    }

    @Test
    void aModelWithoutATokenizerIsSweptByIds() throws IOException {
        Path grid = grid("{\"prompts\": [{\"tokenIds\": [1, 2, 3]}], \"track\": [5]}");
        Called called = Called.with(home, "sweep", Called.family("gpt2"), "--grid", grid.toString(), "--json", "-", "--quiet");
        assertEquals(0, called.exitCode(), called.err());
        assertEquals(5, called.json().at("/rows/0/tracked/0/id").asInt());
        assertTrue(called.json().at("/rows/0/top/text").isNull());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"promts\": [\"a\"]} | D-205: GRID cannot be used: ‘promts’ is no field of the grid; fields are edits, ",
        "{\"prompts\": [\"a\"], \"prompts\": [\"b\"]} | D-205: GRID is no valid JSON (line 1, column ",
        "{\"prompts\": [\"a\"] | D-205: GRID is no valid JSON (line 1, column ",
        "[1] | D-205: GRID cannot be used: it is no JSON object",
        "{\"prompts\": []} | D-205: GRID cannot be used: ‘prompts’ is no list with something in it",
        "{\"prompts\": \"a\"} | D-205: GRID cannot be used: ‘prompts’ is no list with something in it",
        "{\"prompts\": [\"a\", \"\"]} | D-201: GRID, ‘prompts[1]’: The prompt is empty.",
        "{\"prompts\": [{\"text\": \"a\"}]} | D-205: GRID cannot be used: ‘text’ is no field of prompts[0]; fields are file, ",
        "{\"prompts\": [{\"tokenIds\": [-1]}]} | D-205: GRID cannot be used: ‘prompts[0]’: ‘-1’ is no whole number from 0",
        "{\"prompts\": [{\"tokenIds\": [8192]}]} | D-205: There is no token 8192, which prompt 0 has; ids go from 0 to 8191.",
        "{\"prompts\": [\"a\"], \"layers\": [9]} | D-205: There is no layer 9; layers go from 0",
        "{\"prompts\": [\"a\"], \"layers\": [1.5]} | D-205: GRID cannot be used: ‘layers[0]’: ‘1.5’ is no whole number from 0",
        "{\"prompts\": [\"a\"], \"edits\": [\"skip:block={7,8},part=mlp\"]} | D-205: ‘skip:block=8,part=mlp’ is above the model's 8 blocks",
        "{\"prompts\": [\"a\"], \"edits\": [[], \"skip:block=1\"]} | D-205: GRID, ‘edits[1]’: The edit ‘skip:block=1’ cannot be read",
        "{\"prompts\": [\"a\"], \"edits\": [\"skip:block={1\"]} | D-205: GRID cannot be used: ‘edits[0]’, skip:block={1: a brace is not closed.",
        "{\"prompts\": [\"a\"], \"edits\": [\"{0..999}{0..999}\"]} | it stands for more than 100000",
        "{\"prompts\": [\"a\"], \"edits\": [[], [\"skip:block={0..999}\", \"skip:block={0..999}\"]]} | ‘edits[1]’ stands for more than 100000 stacks",
        "{\"prompts\": [\"a\"], \"policies\": [\"local:recent=9\"]} | D-402: ‘local:recent=9, streaming’ on prompt 0: The budget of 9 keys covers all 2 tokens",
        "{\"prompts\": [\"a\"], \"policies\": [\"locale\"]} | D-402: GRID, ‘policies[0]’: ",
        "{\"prompts\": [\"a\"], \"lenses\": [\"nowhere\"]} | D-301: There is no lens ‘nowhere’.",
        "{\"prompts\": [\"a\"], \"track\": [\"no such token\"]} | D-207: ‘no such token’ is ",
        "{\"prompts\": [\"a\"], \"tokens\": 64} | D-205: GRID cannot be used: ‘tokens’ is for ‘texts’, and there are none.",
        "{\"texts\": [\"nowhere.txt\"]} | D-206: nowhere.txt cannot be read",
        "{\"tasks\": [{\"file\": \"x\"}]} | D-205: GRID cannot be used: tasks[0] has no ‘task’",
        "{\"tasks\": [{\"file\": \"x\", \"task\": \"jsonl\"}]} | D-403: GRID, ‘tasks[0]’: x cannot be read",
    })
    void whatCannotBeSweptIsExplainedBeforeAnythingRuns(String grid, String problem) throws IOException {
        Called called = called(grid, "--json", "-");
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().contains(problem.replace("GRID", folder.resolve("grid.json").toString())), called.err());
        assertEquals("", called.out());
    }

    @Test
    void tooManyStudiesAreRefused() throws IOException {
        Called called = called("""
                {"prompts": ["a", "b"], "edits": ["skip:block={0..7},part={mlp,attn}"], "policies": ["random:budget=1,seed={0..9999}"]}""");
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().contains("D-208: These are 320000 studies; a sweep has at most 100000."), called.err());
    }

    @Test
    void whereNothingIsNamedTheSampleTextIsRead() throws IOException {
        JsonNode row = sweep("{\"tokens\": 32}").at("/rows/0");
        assertTrue(row.get("file").asString().endsWith("sample-text.txt"), row.toString());
        assertEquals(json("cache", "--policy", "full", "--tokens", "32").at("/full/perplexity"), row.get("perplexity"));
        Called without = Called.with(home, "sweep", Called.family("gpt2"), "--grid", grid("{}").toString());
        assertEquals(3, without.exitCode());
        assertTrue(without.err().contains("D-205: The grid names nothing to read"), without.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"facts", "price"})
    void theGuidesExamplesAreWhatTheProgramSays(String name) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "guide", "command-line.md"));
        String file = page.substring(page.indexOf("`%s.json`".formatted(name)));
        String said = page.substring(page.indexOf("$ diopter sweep bundled --grid %s.json\n".formatted(name)));
        List<String> lines = said.substring(0, said.indexOf("```")).lines().skip(1).toList();
        assertEquals(lines, called(fenced(file)).out().lines().toList());
    }

    /// The first block of JSON in a page.
    private static String fenced(String page) {
        String block = page.substring(page.indexOf("```json\n") + "```json\n".length());
        return block.substring(0, block.indexOf("```"));
    }

    @Test
    void withoutAGridThereIsNoSweep() {
        Called called = Called.with(home, "sweep");
        assertEquals(2, called.exitCode());
        assertTrue(called.err().contains("--grid"), called.err());
    }

    private Path text() throws IOException {
        return Files.writeString(folder.resolve("text.txt"), "The capital of France is Paris. The capital of Italy is Rome. ".repeat(10));
    }

    private Path grid(String grid) throws IOException {
        return Files.writeString(folder.resolve("grid.json"), grid);
    }

    private Called called(String grid, String... more) throws IOException {
        return Called.with(home, arguments(grid, more));
    }

    private String[] arguments(String grid, String... more) throws IOException {
        return Stream.concat(Stream.of("sweep", "--grid", grid(grid).toString()), Stream.of(more)).toArray(String[]::new);
    }

    private JsonNode sweep(String grid, String... more) throws IOException {
        return sweepAt(home, grid, more);
    }

    private JsonNode sweepAt(Path at, String grid, String... more) throws IOException {
        return jsonAt(at, arguments(grid, more));
    }

    private static JsonNode json(String... args) {
        return jsonAt(home, args);
    }

    private static JsonNode jsonAt(Path at, String... args) {
        Called called = Called.with(at, Stream.concat(Stream.of(args), Stream.of("--json", "-", "--quiet")).toArray(String[]::new));
        assertEquals(0, called.exitCode(), called.err());
        assertFalse(called.out().isEmpty());
        return called.json();
    }
}
