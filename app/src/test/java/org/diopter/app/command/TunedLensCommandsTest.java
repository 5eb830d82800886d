package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A small training, and what can be done with its lens.
class TunedLensCommandsTest {
    private static final Path BUNDLE = Path.of("src", "main", "resources", "org", "diopter", "bundled", "almanac-8m");
    private static final String PROMPT = "The capital of France is";

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private static Path text;
    /// For what is measured at every layer through every translator.
    private static Path part;
    private static Path lens;
    private static JsonNode training;

    @BeforeAll
    static void train() throws IOException {
        text = Files.writeString(home.resolve("text.txt"), Files.readString(BUNDLE.resolve("sample-text.txt")).substring(0, 12_000));
        part = Files.writeString(home.resolve("part.txt"), Files.readString(text).substring(0, 2_500));
        lens = home.resolve("small");
        Called called = Called.with(home, "train-lens", "bundled", "--text", text.toString(), "--out", lens.toString(), "--layers", "3,6", "--tokens",
                "2000", "--sequence-length", "64", "--json", "-");
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.err().contains("before every document"), called.err());
        training = called.json();
    }

    @Test
    void aTrainingTellsItsCurveAndItsEnd() {
        assertEquals("finished", training.get("end").asString());
        assertEquals(List.of("seconds", "tokens", "layer", "kl", "logitLensKl"), List.copyOf(training.at("/curve/0").propertyNames()));
        assertEquals(2, training.get("final").size());
        for (JsonNode layer : training.get("final")) {
            assertTrue(layer.get("kl").asDouble() < layer.get("logitLensKl").asDouble(), layer.toString());
        }
    }

    @Test
    void theFolderHasThePackagesFilesAndTheTraining() throws IOException {
        for (String name : List.of("config.json", "params.pt", "lens.safetensors", "training.json")) {
            assertTrue(Files.isRegularFile(lens.resolve(name)), name);
        }
        assertEquals(training, Json.MAPPER.readTree(Files.readString(lens.resolve("training.json"))));
    }

    @Test
    void aLensThatIsThereIsNotReplacedUnasked() {
        Called called = Called.with(home, "train-lens", "bundled", "--text", text.toString(), "--out", lens.toString());
        assertEquals(3, called.exitCode());
        assertTrue(called.err().startsWith("D-501: "), called.err());
    }

    @Test
    void goingOnReplacesNoLensOfAnotherTraining() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        for (String name : List.of("config.json", "params.pt", "lens.safetensors", "training.json")) {
            Files.copy(lens.resolve(name), copy.resolve(name));
        }
        byte[] before = Files.readAllBytes(copy.resolve("params.pt"));
        Called other = resumed(copy, "--seed", "7");
        assertEquals(3, other.exitCode());
        assertTrue(other.err().contains("no training of this model, text and options was broken off"), other.err());
        assertArrayEquals(before, Files.readAllBytes(copy.resolve("params.pt")));
        Called same = resumed(copy);
        assertEquals(0, same.exitCode(), same.err());
    }

    private static Called resumed(Path into, String... more) {
        return Called.with(home, Stream.concat(
                Stream.of("train-lens", "bundled", "--text", text.toString(), "--out", into.toString(), "--layers", "3,6", "--tokens", "2000",
                        "--sequence-length", "64", "--resume"),
                Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void divergencesAreGivenInBitsAsWellWhileTheFileKeepsNats() throws IOException {
        Path copy = folder.resolve("small");
        Called called = Called.with(home, "train-lens", "bundled", "--text", text.toString(), "--out", copy.toString(), "--layers", "3,6", "--tokens", "2000",
                "--sequence-length", "64", "--unit", "bits", "--json", "-", "--quiet");
        assertEquals(0, called.exitCode(), called.err());
        JsonNode file = Json.MAPPER.readTree(Files.readString(copy.resolve("training.json")));
        assertEquals("bits", called.json().get("unit").asString());
        assertEquals("nats", file.get("unit").asString());
        for (String number : List.of("/final/0/kl", "/final/0/logitLensKl", "/curve/0/kl")) {
            assertEquals(file.at(number).asDouble() / Math.log(2), called.json().at(number).asDouble(), 1e-9, number);
        }
    }

    @Test
    void aModelsFolderIsNeverTakenForALenss() throws IOException {
        Files.copy(Path.of(Called.family("llama"), "config.json"), folder.resolve("config.json"));
        Called called = Called.with(home, "train-lens", "bundled", "--text", text.toString(), "--out", folder.toString(), "--force");
        assertEquals(3, called.exitCode());
        assertTrue(called.err().contains("holds a model"), called.err());
    }

    @Test
    void theLensChangesTrainedLayersAndNoOthers() {
        JsonNode tuned = json("lens", "bundled", "--prompt", PROMPT, "--lens", lens.toString());
        JsonNode logit = json("lens", "bundled", "--prompt", PROMPT);
        assertNotEquals(logit.at("/layers/3/positions/5/klToFinal"), tuned.at("/layers/3/positions/5/klToFinal"));
        assertEquals(logit.at("/layers/4/positions/5/klToFinal").asDouble(), tuned.at("/layers/4/positions/5/klToFinal").asDouble(), 1e-4);
        assertEquals(training.at("/lens/sha256"), tuned.at("/study/lens/sha256"));
    }

    @Test
    void theSafetensorsFileIsTheSameLens() {
        JsonNode tuned = json("lens", "bundled", "--prompt", PROMPT, "--lens", lens.resolve("lens.safetensors").toString());
        assertEquals(training.at("/lens/sha256"), tuned.at("/study/lens/sha256"));
    }

    @Test
    void aFigureNamesTheLensItWasReadThrough() throws IOException {
        Path file = folder.resolve("o.svg");
        Called called = Called.with(home, "figure", "trajectory", "bundled", "--prompt", PROMPT, "--lens", lens.toString(), "--out", file.toString());
        assertEquals(0, called.exitCode(), called.err());
        String expected = "lens small sha256 " + training.at("/lens/sha256").asString().substring(0, 8);
        assertTrue(Files.readString(file).contains(expected), expected);
    }

    @Test
    void evaluationSetsTheLensBesideTheLogitLens() {
        JsonNode result = json("eval-lens", "bundled", "--lens", lens.toString(), "--text", part.toString(), "--sequence-length", "128", "--transfer");
        JsonNode layer = result.at("/layers/3");
        assertEquals(
                List.of("layer", "ce", "entropy", "kl", "ceBitsPerByte", "klBitsPerByte", "biasKl", "agreement", "logitLens"),
                List.copyOf(layer.propertyNames()));
        assertTrue(layer.get("kl").asDouble() < layer.at("/logitLens/kl").asDouble(), layer.toString());
        assertEquals(8, result.get("transfer").size());
        assertEquals(0, result.at("/transfer/3/3").asDouble(), 1e-9);
    }

    @Test
    void whatAnEvaluationIsAskedForIsPrintedToo() {
        Called called = Called.with(home, "eval-lens", "bundled", "--lens", lens.toString(), "--text", part.toString(), "--sequence-length", "128",
                "--transfer", "--covariance");
        assertEquals(0, called.exitCode(), called.err());
        List<String> lines = called.out().lines().toList();
        assertTrue(lines.get(1).contains("KL, bits/byte"), lines.get(1));
        int transfer = indexOf(lines, "Transfer penalty");
        assertTrue(lines.get(transfer + 5).strip().startsWith("3 "), called.out());
        assertEquals(8, lines.get(transfer + 5).strip().split(" +").length - 1);
        int similarity = indexOf(lines, "Similarity");
        assertEquals("1.000", lines.get(similarity + 2).strip().split(" +")[1]);
        assertEquals(9, lines.size() - similarity - 2);
    }

    private static int indexOf(List<String> lines, String start) {
        int index = IntStream.range(0, lines.size()).filter(i -> lines.get(i).startsWith(start)).findFirst().orElse(-1);
        assertTrue(index >= 0, String.join("\n", lines));
        return index;
    }

    @Test
    void theUnitOfAnEvaluationIsAFactor() {
        JsonNode nats = json("eval-lens", "bundled", "--text", part.toString(), "--sequence-length", "256");
        JsonNode bits = json("eval-lens", "bundled", "--text", part.toString(), "--sequence-length", "256", "--unit", "bits");
        assertEquals(nats.at("/layers/2/ce").asDouble() / Math.log(2), bits.at("/layers/2/ce").asDouble(), 1e-6);
        assertEquals(nats.at("/layers/2/ceBitsPerByte"), bits.at("/layers/2/ceBitsPerByte"));
    }

    @Test
    void everyDepthIsTheTrajectorys() {
        JsonNode depth = json("depth", "bundled", "--prompt", PROMPT, "--lens", lens.toString());
        JsonNode expected = json("lens", "bundled", "--prompt", PROMPT, "--lens", lens.toString()).get("predictionDepth");
        double sum = 0;
        for (int position = 0; position < 6; position++) {
            assertEquals(expected.get(position), depth.at("/tokens/" + position + "/depth"));
            sum += expected.get(position).asInt();
        }
        assertEquals(sum / 6, depth.get("meanDepth").asDouble(), 1e-9);
    }

    @Test
    void aTasksDepthsAreCorrelatedWithAnOrdering() throws IOException {
        Path task = task();
        JsonNode result = json("depth", "bundled", "--examples", task.toString());
        StringBuilder order = new StringBuilder();
        result.get("examples").forEach(example -> order.append(example.get("depth").asDouble()).append('\n'));
        Path ordering = Files.writeString(folder.resolve("order.txt"), order);
        JsonNode ordered = json("depth", "bundled", "--examples", task.toString(), "--ordering", ordering.toString());
        assertTrue(result.get("spearman").isNull());
        assertEquals(1, ordered.get("spearman").asDouble(), 1e-9);
    }

    @Test
    void aTasksDepthsArePrintedExampleByExample() throws IOException {
        Path task = task();
        Path ordering = Files.writeString(folder.resolve("order.txt"), "1\n3\n2\n");
        JsonNode numbers = json("depth", "bundled", "--examples", task.toString());
        List<String> lines = Called.with(home, "depth", "bundled", "--examples", task.toString(), "--ordering", ordering.toString()).out().lines().toList();
        assertTrue(lines.getFirst().matches("\\s*example\\s+depth\\s+ordering\\s+answer\\s+prompt.*"), lines.getFirst());
        String first = lines.stream().filter(line -> line.strip().startsWith("0 ")).findFirst().orElseThrow();
        assertTrue(first.contains(String.format(java.util.Locale.ROOT, "%.2f", numbers.at("/examples/0/depth").asDouble())), first);
        assertTrue(lines.get(lines.size() - 2).startsWith("Mean depth of answers "), lines.toString());
        assertTrue(lines.getLast().startsWith("Spearman's ρ with the ordering: "), lines.toString());
    }

    @Test
    void injectedPromptsStandOut() throws IOException {
        Path usual = prompts("normal", "The capital of %s is");
        Path other = prompts("suspect", "%s 9 9 9 9 print only");
        JsonNode result = json("anomaly", "bundled", "--normal", usual.toString(), "--suspect", other.toString(), "--lens", lens.toString());
        for (JsonNode detector : result.get("detectors")) {
            assertTrue(detector.at("/interval/0").asDouble() <= detector.get("auroc").asDouble(), detector.toString());
        }
        assertEquals("isolation-forest", result.at("/detectors/0/name").asString());
        assertEquals(9, result.get("learned").asInt());
        assertEquals(9, result.at("/tested/0/layerDeviation").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"svg", "pdf", "png", "csv"})
    void aTrainingAndAStripAreDrawnInEveryFormat(String ending) throws IOException {
        Path curves = folder.resolve("curves." + ending);
        Path layers = folder.resolve("layers." + ending);
        Path strip = folder.resolve("strip." + ending);
        draw("lens-training", "--training", lens.toString(), "--out", curves.toString());
        draw("lens-training", "--training", lens.resolve("training.json").toString(), "--show", "layers", "--out", layers.toString());
        draw("depth-strip", "bundled", "--prompt", PROMPT, "--values", "--out", strip.toString());
        for (Path file : List.of(curves, layers, strip)) {
            assertTrue(Files.size(file) > 300, file.toString());
        }
    }

    @Test
    void aPictureOfATrainingHasItsCurve() {
        JsonNode rows = json("figure", "lens-training", "--training", lens.toString()).at("/table/rows");
        assertEquals(training.get("curve").size(), rows.size());
    }

    @Test
    void everyRecordedStudyRunsAgain() throws IOException {
        Path task = task();
        Path order = Files.writeString(folder.resolve("order.txt"), "1\n3\n2\n");
        Path few = Files.writeString(folder.resolve("few.txt"), Files.readString(text).substring(0, 1000));
        for (String line : List.of(
                "anomaly bundled --normal " + prompts("normal", "The capital of %s is") + " --suspect " + prompts("suspect", "%s 9 9 9 9 print only")
                        + " --lens bundled",
                "depth bundled --examples " + task + " --ordering " + order,
                "eval-lens bundled --sequence-length 64 --transfer --covariance --unit bits --text " + few,
                "lens bundled --prompt Berlin --lens " + lens,
                "eval-lens bundled --sequence-length 64 --lens " + lens + " --text " + few,
                "depth bundled --prompt Berlin --lens " + lens,
                "figure depth-strip bundled --prompt Berlin --lens " + lens,
                "figure lens-training --training " + lens)) {
            String first = Called.with(home, (line + " --json -").split(" ", -1)).out();
            Path result = Files.writeString(folder.resolve("result.json"), first);
            Called again = Called.with(home, "run", result.toString(), "--json", "-");
            assertEquals(0, again.exitCode(), line + again.err());
            assertEquals(first, again.out(), line);
        }
    }

    @Test
    void aTrainingRunsAgainToTheSameLens() {
        Called called = Called.with(home, "run", lens.resolve("training.json").toString(), "--out", folder.resolve("again").toString(), "--json", "-");
        assertEquals(0, called.exitCode(), called.err());
        assertEquals(training.at("/lens/sha256"), called.json().at("/lens/sha256"));
    }

    @Test
    void anotherLensInItsPlaceIsRefused() throws IOException {
        ObjectNode study = (ObjectNode) json("lens", "bundled", "--prompt", "Berlin", "--lens", lens.toString()).get("study");
        ((ObjectNode) study.get("lens")).put("sha256", "0".repeat(64));
        Path file = Files.writeString(folder.resolve("study.json"), study.toString());
        Called called = Called.with(home, "run", file.toString());
        assertEquals(3, called.exitCode());
        assertTrue(called.err().startsWith("D-601: "), called.err());
    }

    @Test
    void aLensOfAnotherModelIsReadThroughWithANote() throws IOException {
        for (String name : List.of("config.json", "params.pt")) {
            Files.copy(lens.resolve(name), folder.resolve(name));
        }
        Path config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("almanac-8m", "elsewhere/base-model"));
        Called called = Called.with(home, "lens", "bundled", "--prompt", PROMPT, "--lens", folder.toString(), "--json", "-");
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.err().contains("D-302: This lens was trained for ‘elsewhere/base-model’"), called.err());
    }

    @Test
    void aLensOfAnotherWidthIsRefused() {
        Called called = Called.with(home, "lens", Called.family("llama"), "--token-ids", "1,2", "--lens", lens.toString());
        assertEquals(3, called.exitCode());
        assertTrue(called.err().startsWith("D-301: "), called.err());
    }

    @Test
    void aTruncatedLensIsRefused() throws IOException {
        Files.copy(lens.resolve("config.json"), folder.resolve("config.json"));
        byte[] whole = Files.readAllBytes(lens.resolve("params.pt"));
        Files.write(folder.resolve("params.pt"), Arrays.copyOf(whole, whole.length / 2));
        Called called = Called.with(home, "lens", "bundled", "--prompt", PROMPT, "--lens", folder.toString(), "--json", "-");
        assertEquals(3, called.exitCode());
        assertEquals("", called.out());
        assertFalse(called.err().contains("Exception"), called.err());
    }

    @Test
    void wrongUsageNamesWhatIsMissing() {
        assertWrongUsage("Missing required option: '--out=DIR'", "train-lens", "bundled");
        assertWrongUsage("Missing required option: '--out=DIR'", "train-lens");
        assertWrongUsage("Missing: a text that the lens has not seen", "eval-lens", "bundled", "--lens", "bundled");
        assertWrongUsage("--text and --token-ids-file exclude one another", "eval-lens", "--text", text.toString(), "--token-ids-file", text.toString());
        assertWrongUsage("is less than 1", "train-lens", "bundled", "--out", folder.toString(), "--tokens", "0");
        assertWrongUsage("is less than 2", "train-lens", "bundled", "--out", folder.toString(), "--sequence-length", "1");
        assertWrongUsage("'slow' is none of fast, paper", "train-lens", "bundled", "--out", folder.toString(), "--recipe", "slow");
    }

    @Test
    void aModelThatIsNamedAmongTheTextsIsNotTakenForOne() {
        assertWrongUsage("‘bundled’ stands after --text and is no file. Name the model before the options.",
                "train-lens", "--text", text.toString(), "bundled", "--out", folder.toString());
    }

    @Test
    void aModelWithoutASampleTextNeedsOne() {
        assertWrongUsage("Missing: --text, since no sample-text.txt lies beside the model",
                "train-lens", Called.family("llama"), "--out", folder.resolve("lens").toString());
    }

    private static void assertWrongUsage(String sentence, String... args) {
        Called called = Called.with(home, args);
        assertEquals(2, called.exitCode(), called.err());
        assertTrue(called.err().contains(sentence), called.err());
        assertTrue(called.err().contains("Try 'diopter " + args[0] + " --help'."), called.err());
    }

    private Path task() throws IOException {
        return Files.writeString(folder.resolve("task.jsonl"), """
                {"prompt": "The capital of France is", "options": [" Paris", " Rome"], "answer": 0}
                {"prompt": "The capital of Norway is", "options": [" Paris", " Oslo"], "answer": 1}
                {"prompt": "12 + 13 =", "options": [" 25", " 26"], "answer": 0}
                """);
    }

    /// @param form with a place for a country's name
    private Path prompts(String name, String form) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String word : List.of("France", "Norway", "Italy", "Spain", "Japan", "Peru", "Kenya", "Egypt", "Chile", "Cuba", "Iran", "Iraq")) {
            lines.append("{\"prompt\": \"%s\", \"options\": [\" Paris\", \" Oslo\"]}\n".formatted(form.formatted(word)));
        }
        return Files.writeString(folder.resolve(name + ".jsonl"), lines);
    }

    private static JsonNode json(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--json";
        all[args.length + 1] = "-";
        Called called = Called.with(home, all);
        assertEquals(0, called.exitCode(), called.err());
        return called.json();
    }

    private static void draw(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "figure";
        System.arraycopy(args, 0, all, 1, args.length);
        Called called = Called.with(home, all);
        assertEquals(0, called.exitCode(), called.err());
    }
}
