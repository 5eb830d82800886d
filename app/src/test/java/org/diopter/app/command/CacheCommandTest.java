package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CacheCommandTest {
    private static final String PROMPT = "The capital of France is Paris. The capital of Italy is";
    private static final String LOCAL = "local:recent=4";

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private static JsonNode cache(String... more) {
        return json(Stream.concat(Stream.of("cache", "--prompt", PROMPT), Stream.of(more)));
    }

    private static JsonNode json(Stream<String> args) {
        Called called = Called.with(home, Stream.concat(args, Stream.of("--json", "-", "--quiet")).toArray(String[]::new));
        assertEquals(0, called.exitCode(), called.err());
        return called.json();
    }

    @Test
    void aPolicyIsHeldAgainstEverythingKept() {
        JsonNode result = cache("--policy", LOCAL, "--policy", "full");
        JsonNode local = result.at("/policies/0");
        JsonNode full = result.at("/policies/1");
        int tokens = result.get("tokens").asInt();
        assertEquals("streaming", local.get("timing").asString());
        assertEquals(4, local.get("budget").asInt());
        assertTrue(local.get("meanKl").asDouble() > 0);
        assertEquals(0, full.get("meanKl").asDouble(), 1e-6);
        assertEquals(result.at("/full/perplexity").asDouble(), full.get("perplexity").asDouble(), 1e-9);
        assertEquals(Math.exp(local.get("meanCrossEntropy").asDouble()), local.get("perplexity").asDouble(), 1e-6);
        assertEquals(8, local.get("retainedMass").size());
        assertEquals(8, local.get("cosineToIdeal").size());
        assertEquals(5.0 / tokens, local.at("/bytes/kept").asDouble() / local.at("/bytes/full").asDouble(), 1e-9, "4 and the query's own");
        assertEquals(4, local.at("/evictedAt/3/7/0").asInt(), "seen last by the fourth query behind it");
        assertTrue(local.at("/evictedAt/3/7/" + (tokens - 1)).isNull());
        assertTrue(full.at("/evictedAt/0/0/0").isNull());
    }

    @Test
    void ratiosAndAlphasAreAllTried() {
        JsonNode policies = cache("--policy", "a2sf", "--policy", "h2o", "--policy", "full", "--budget-ratio", "0.3,0.5", "--alpha", "0.1,0.5").get("policies");
        List<String> specs = new ArrayList<>();
        policies.forEach(policy -> specs.add(policy.get("spec").asString()));
        assertEquals(List.of(
                "a2sf:alpha=0.1,ratio=0.3", "a2sf:alpha=0.5,ratio=0.3", "a2sf:alpha=0.1,ratio=0.5", "a2sf:alpha=0.5,ratio=0.5",
                "h2o:ratio=0.3", "h2o:ratio=0.5", "full"), specs);
    }

    @Test
    void aPrefillEvictsNothingInsideThePrompt() {
        JsonNode policy = cache("--policy", LOCAL, "--timing", "prefill", "--prompt-length", "10").at("/policies/0");
        assertEquals("prefill", policy.get("timing").asString());
        assertEquals(10, policy.get("promptLength").asInt());
        assertEquals(9, policy.at("/evictedAt/0/0/0").asInt());
    }

    @Test
    void keysThatLeaveAreMeasured() {
        JsonNode bytes = cache("--policy", LOCAL, "--drop").at("/policies/0/bytes");
        int tokens = 13;
        assertEquals(bytes.get("full").asLong() / tokens * 4, bytes.get("measuredEnd").asLong());
        assertTrue(bytes.get("measuredPeak").asLong() < bytes.get("full").asLong());
    }

    @Test
    void theModelWritesUnderTheBudget() {
        JsonNode result = cache("--policy", LOCAL, "--write", "2");
        assertEquals(2, result.at("/full/written").size());
        assertEquals(" Rome", result.at("/full/written/0/text").asString());
        assertEquals(2, result.at("/policies/0/written").size());
    }

    @Test
    void divergencesAreGivenInBitsAsWell() {
        JsonNode nats = cache("--policy", LOCAL);
        JsonNode bits = cache("--policy", LOCAL, "--unit", "bits");
        assertEquals("bits", bits.get("unit").asString());
        for (String number : List.of("/policies/0/meanKl", "/policies/0/lastKl", "/policies/0/meanCrossEntropy", "/full/meanCrossEntropy")) {
            assertEquals(nats.at(number).asDouble() / Math.log(2), bits.at(number).asDouble(), 1e-9, number);
        }
        assertEquals(nats.at("/policies/0/perplexity"), bits.at("/policies/0/perplexity"));
        Called table = called("--policy", LOCAL, "--unit", "bits");
        assertTrue(table.out().contains("KL, bits"), table.out());
        JsonNode chart = figure("policy-comparison", "--prompt", PROMPT, "--policy", LOCAL, "--statistic", "kl", "--unit", "bits");
        assertEquals("bits", chart.get("unit").asString());
        assertEquals("KL(full ‖ policy), bits", chart.get("statistic").asString());
        assertEquals(bits.at("/policies/0/meanKl").asDouble(), chart.at("/table/rows/0/2").asDouble(), 1e-6);
    }

    @Test
    void aFileOfTokenIdsIsASequenceALine() throws IOException {
        Path ids = Files.writeString(folder.resolve("ids.txt"), "5 17 3 40 22 9 11 8\n\n7 9 4 31 2 11\n");
        JsonNode result = json(Stream.of("cache", Called.family("llama"), "--token-ids-file", ids.toString(), "--policy", LOCAL));
        assertEquals(2, result.get("sequences").asInt());
        JsonNode one = json(Stream.of("cache", Called.family("llama"), "--token-ids", "5,17,3,40,22,9,11,8", "--policy", LOCAL));
        JsonNode two = json(Stream.of("cache", Called.family("llama"), "--token-ids", "7,9,4,31,2,11", "--policy", LOCAL));
        assertEquals(one.at("/policies/0/evictedAt"), result.at("/policies/0/evictedAt"), "the first sequence's");
        double mean = (8 * one.at("/policies/0/meanKl").asDouble() + 6 * two.at("/policies/0/meanKl").asDouble()) / 14;
        assertEquals(mean, result.at("/policies/0/meanKl").asDouble(), 1e-9);
        Called steps = Called.with(home, "figure", "retained-mass", Called.family("llama"), "--token-ids-file", ids.toString(), "--policy", LOCAL, "--by", "step",
                "--json", "-", "--quiet");
        assertEquals(6, steps.json().at("/table/rows").size(), steps.err());
        JsonNode trained = json(Stream.of("train-less", Called.family("llama"), "--token-ids-file", ids.toString(), "--policy", "h2o:heavy=2,recent=1", "--blocks", "1",
                "--epochs", "1", "--hidden", "4", "--rank", "2", "--out", folder.resolve("of-ids").toString()));
        assertEquals(1, trained.get("blocks").size());
    }

    @Test
    void aSequenceThatTheBudgetCoversIsRefusedBeforeAnythingRuns() throws IOException {
        Path ids = Files.writeString(folder.resolve("ids.txt"), "5 17 3 40 22 9 11 8\n7 9 4\n5 17 3 40 22 9 11 8\n");
        Called called = Called.with(home, "cache", Called.family("llama"), "--token-ids-file", ids.toString(), "--policy", LOCAL, "--quiet");
        assertEquals(3, called.exitCode());
        assertTrue(called.err().contains("covers all 3 tokens"), called.err());
    }

    @Test
    void whatIsDrawnHasTheSeedOfTheCommandUnlessItNamesOne() {
        JsonNode policies = cache("--policy", "random:budget=4", "--policy", "random:budget=4,seed=3", "--seed", "7").get("policies");
        assertEquals("random:budget=4,seed=7", policies.at("/0/spec").asString());
        assertEquals("random:budget=4,seed=3", policies.at("/1/spec").asString());
        assertNotEquals(cache("--policy", "random:budget=4").at("/policies/0/meanKl"), policies.at("/0/meanKl"));
        JsonNode lens = json(Stream.of("lens", "--prompt", PROMPT, "--policy", "random:budget=4", "--seed", "-2"));
        assertEquals("random:budget=4,seed=-2", lens.at("/study/edits/cache/policy").asString());
    }

    @Test
    void questionsAreCountedUnderEachPolicy() throws IOException {
        Path file = Files.writeString(folder.resolve("q.jsonl"), """
                {"query": "The capital of France is", "choices": ["Paris", "Rome"], "gold": 0}
                {"query": "The capital of Italy is", "choices": ["Paris", "Rome"], "gold": 1}
                """);
        JsonNode result = cache("--policy", LOCAL, "--data", file.toString(), "--task", "jsonl");
        assertEquals(1, result.at("/full/correct").asDouble());
        assertTrue(result.at("/policies/0/correct").isNumber());
        JsonNode one = cache("--policy", LOCAL, "--data", file.toString(), "--task", "jsonl", "--shots", "1");
        assertEquals(1, one.at("/full/correct").asDouble());
    }

    @Test
    void aQuestionThatTheModelCannotReadIsLeftOutAndNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("q.jsonl"), """
                {"query": "The capital of France is", "choices": ["Paris", "Rome"], "gold": 0}
                {"query": "%s", "choices": ["Paris", "Rome"], "gold": 1}
                """.formatted("The capital of Italy is Rome. ".repeat(1000)));
        Called called = Called.with(
                home, "cache", "--prompt", PROMPT, "--policy", LOCAL, "--data", file.toString(), "--task", "jsonl", "--json", "-");
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.err().contains("D-201: 1 of 2 items are left out. Item 1 has"), called.err());
        assertEquals(1, called.json().at("/full/correct").asDouble());
    }

    @Test
    void aQuestionThatIsTooShortForAShareIsRefusedBeforeAnythingRuns() throws IOException {
        Path file = Files.writeString(folder.resolve("q.jsonl"), """
                {"query": "The capital of France is", "choices": ["Paris", "Rome"], "gold": 0}
                """);
        refused("D-402: Item 0 has 7 tokens with its answer, too few for ‘streaming:sink=4,ratio=0.4’: The budget of 3",
                "--policy", "streaming:sink=4,ratio=0.4", "--data", file.toString(), "--task", "jsonl");
    }

    @Test
    void everyHeadGetsAValueOfItsOwnOnTheFirstPieceAndIsMeasuredOnOthers() {
        JsonNode result = json(Stream.of(
                "cache", "--policy", "a2sf:heavy=6", "--choose", "both", "--tokens", "32", "--sequences", "3"));
        assertEquals(2, result.get("sequences").asInt());
        JsonNode chosen = result.at("/policies/1");
        assertTrue(chosen.get("chosen").asBoolean());
        assertFalse(result.at("/policies/0/chosen").asBoolean());
        assertTrue(chosen.get("spec").asString().startsWith("heads:a2sf"));
        assertEquals(6, chosen.get("budget").asInt());
        assertEquals(8, chosen.get("budgets").size());
        assertEquals(4, chosen.at("/alphas/7").size());
        int total = 0;
        for (JsonNode block : chosen.get("budgets")) {
            for (JsonNode cache : block) {
                total += cache.asInt();
            }
        }
        assertEquals(6 * 8 * 4, total);
    }

    @Test
    void valuesOfHeadsAreChosenByThePerplexityToo() {
        JsonNode result = json(Stream.of(
                "cache", "--policy", "h2o:heavy=2,recent=2", "--choose", "budget", "--choose-by", "perplexity", "--tokens", "24", "--sequences", "2"));
        assertTrue(result.at("/policies/1/spec").asString().startsWith("heads:h2o"));
        assertEquals("perplexity", result.at("/study/chosen/by").asString());
    }

    @Test
    void aRecordedStudyGivesTheSameAgain() throws IOException {
        JsonNode first = cache("--policy", "h2o:ratio=0.4", "--policy", "random:budget=4", "--write", "1");
        Path file = Files.writeString(folder.resolve("study.json"), Json.MAPPER.writeValueAsString(first));
        JsonNode second = json(Stream.of("run", file.toString()));
        assertEquals(first.get("policies"), second.get("policies"));
    }

    @Test
    void theTableNamesPolicyTimingAndBudget() {
        Called called = Called.with(home, "cache", "--prompt", PROMPT, "--policy", "h2o:heavy=2,recent=2", "--drop", "--quiet");
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.out().contains("h2o:heavy=2,recent=2  streaming"), called.out());
        assertTrue(called.out().contains("keys dropped: at most"), called.out());
    }

    @Test
    void whatLessMakesOfEachHeadIsWritten() {
        JsonNode less = cache("--policy", "less:kernels=bundled,heavy=2,recent=2").at("/policies/0/less");
        for (String name : List.of("lowRankWeight", "reconstruction", "withoutLess")) {
            assertEquals(8, less.get(name).size(), name);
            assertEquals(8, less.at("/" + name + "/3").size(), name);
            double value = less.at("/" + name + "/3/5").asDouble();
            assertTrue(value > 0 && value <= 1, name + " " + value);
        }
    }

    @Test
    void whatCannotBeIsSaid() {
        refused("D-402: The budget of 30 keys covers all 13 tokens", "--policy", "local:recent=30");
        refused("D-402: A budget of 0 keys", "--policy", "local:recent=0");
        refused("D-402: alpha 1.5 is outside 0 to 1", "--policy", "a2sf:alpha=1.5,heavy=3");
        refused("D-402: The policy ‘h2o:heavy=2,recent=3,budget=4’ cannot be read", "--policy", "h2o:heavy=2,recent=3,budget=4");
        refused("D-402: The budget of 3 is smaller than the sink of 4", "--policy", "streaming:budget=3");
        refused("D-305: Values of heads are chosen on one piece", "--policy", LOCAL, "--choose", "budget");
        refused("D-402: The prompt of 13 tokens covers all 13", "--policy", LOCAL, "--timing", "prefill", "--prompt-length", "13");
        refused("D-402: ‘ideal:budget=4’ decides for every query anew", "--policy", "ideal:budget=4", "--timing", "prefill", "--prompt-length", "6");
        refused("D-402: Under ‘random:budget=4’ no keys can leave memory", "--policy", "random:budget=4", "--drop");
        refused("D-402: sink 999999999, heavy 999999999 and recent 999999999 are more keys",
                "--policy", "a2sf:sink=999999999,heavy=999999999,recent=999999999");
        wrongUsage("--choose-by says how", "--policy", LOCAL, "--choose-by", "mass");
        wrongUsage("--prompt-length", "--policy", LOCAL, "--timing", "prefill");
        wrongUsage("--shots", "--policy", LOCAL, "--shots", "2");
        wrongUsage("--choose", "--policy", LOCAL, "--choose", "heads");
        wrongUsage("--policy", "--drop");
    }

    private static void refused(String sentence, String... args) {
        Called called = called(args);
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().contains(sentence), called.err());
    }

    private static void wrongUsage(String option, String... args) {
        Called called = called(args);
        assertEquals(2, called.exitCode(), called.err());
        assertTrue(called.err().contains(option), called.err());
    }

    private static Called called(String... args) {
        return Called.with(home, Stream.concat(Stream.of("cache", "--prompt", PROMPT, "--quiet"), Stream.of(args)).toArray(String[]::new));
    }

    @Test
    void kernelsAreTrainedAndUsedByTheirFolder() throws IOException {
        Path kernels = folder.resolve("kernels");
        JsonNode trained = json(Stream.of(
                "train-less", "--policy", "h2o:heavy=2,recent=2", "--tokens", "24", "--sequences", "6", "--epochs", "2", "--hidden", "8", "--rank", "2",
                "--blocks", "1,6", "--out", kernels.toString()));
        assertEquals(2, trained.get("blocks").size());
        assertEquals(6, trained.at("/blocks/1/block").asInt());
        assertEquals(2, trained.at("/blocks/0/curve").size());
        assertTrue(trained.at("/blocks/0/sparseMse").asDouble() > 0);
        assertTrue(Files.exists(kernels.resolve("block-001.safetensors")));
        String spec = "less:kernels=" + kernels + ",heavy=2,recent=2";
        JsonNode result = cache("--policy", spec);
        assertEquals(0, result.at("/policies/0/retainedMass").size(), "what LESS gives back is no retained attention");
        assertTrue(result.at("/policies/0/bytes/kept").asLong() > cache("--policy", "h2o:heavy=2,recent=2").at("/policies/0/bytes/kept").asLong());
        Path study = Files.writeString(folder.resolve("study.json"), Json.MAPPER.writeValueAsString(result));
        Files.delete(kernels.resolve("block-006.safetensors"));
        Called changed = Called.with(home, "run", study.toString(), "--json", "-", "--quiet");
        assertEquals(3, changed.exitCode());
        assertTrue(changed.err().contains("D-601") && changed.err().contains("other kernels"), changed.err());
        refusedTraining("Kernels cannot be trained under ‘ideal:budget=3’", "--policy", "ideal:budget=3");
    }

    @Test
    void kernelsOfAnotherTrainingAreReplacedOnlyByForce() throws IOException {
        Path kernels = folder.resolve("kernels");
        train(kernels, "3", "--seed", "1");
        Path file = kernels.resolve("block-003.safetensors");
        byte[] first = Files.readAllBytes(file);
        refusedTraining(kernels, "D-501: ‘%s’ holds kernels already. Replace them with --force".formatted(kernels), "3", "--seed", "2");
        refusedTraining(kernels, "and no training of this model, text and options was broken off", "3", "--seed", "2", "--resume");
        assertArrayEquals(first, Files.readAllBytes(file));
        train(kernels, "3", "--seed", "1", "--resume");
        assertArrayEquals(first, Files.readAllBytes(file), "its own training goes on");
        train(kernels, "3", "--seed", "2", "--force");
        assertFalse(Arrays.equals(first, Files.readAllBytes(file)));
    }

    private static Stream<String> training(Path kernels, String block, String... more) {
        return Stream.concat(
                Stream.of("train-less", "--policy", "h2o:heavy=2,recent=2", "--tokens", "16", "--sequences", "3", "--epochs", "1", "--hidden", "4", "--rank", "2",
                        "--blocks", block, "--out", kernels.toString()),
                Stream.of(more));
    }

    private static void train(Path kernels, String block, String... more) {
        json(training(kernels, block, more));
    }

    private static void refusedTraining(Path kernels, String sentence, String block, String... more) {
        Called called = Called.with(home, training(kernels, block, more).toArray(String[]::new));
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().contains(sentence), called.err());
    }

    @Test
    void theKernelsThatComeAlongGiveBackSomeOfWhatIsLost() {
        Path text = Path.of("src", "main", "resources", "org", "diopter", "bundled", "almanac-8m", "evaluation-text.txt");
        JsonNode policies = json(Stream.of(
                        "cache", "--policy", "h2o:ratio=0.1", "--policy", "less:kernels=bundled,ratio=0.1", "--text", text.toString(), "--tokens", "192"))
                .get("policies");
        assertTrue(policies.get(1).get("meanKl").asDouble() < 0.9 * policies.get(0).get("meanKl").asDouble(), policies.toString());
    }

    private void refusedTraining(String sentence, String... args) {
        Called called = Called.with(
                home, Stream.concat(Stream.of("train-less", "--out", folder.resolve("none").toString(), "--quiet"), Stream.of(args)).toArray(String[]::new));
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().contains(sentence), called.err());
    }

    @Test
    void aLensReadsTheModelUnderAPolicy() {
        JsonNode result = json(Stream.of("lens", "--prompt", PROMPT, "--policy", LOCAL, "--compare-policy", "full"));
        assertEquals(LOCAL, result.at("/study/edits/cache/policy").asString());
        assertNothingBefore(5, result, "nothing is evicted yet");
        assertTrue(result.at("/difference/layers/8/positions/12/kl").asDouble() > 1e-3);
        assertEquals("full", result.at("/baseline/policy").asString());
    }

    @Test
    void aFullCacheRunsAsTheOneUnderAPolicy() {
        JsonNode result = json(Stream.of("lens", "--prompt", PROMPT, "--policy", "full", "--compare-policy", LOCAL));
        assertNothingBefore(5, result, "nothing is evicted yet");
    }

    private static void assertNothingBefore(int position, JsonNode result, String why) {
        for (int layer = 0; layer <= 8; layer++) {
            for (int at = 0; at < position; at++) {
                JsonNode change = result.at("/difference/layers/" + layer + "/positions/" + at);
                for (String name : List.of("tv", "kl", "entropy", "maxProbability")) {
                    assertEquals(0, change.get(name).asDouble(), "%s: %s at layer %d, position %d".formatted(why, name, layer, at));
                }
            }
        }
    }

    @Test
    void figuresShowWhatIsKept() throws IOException {
        JsonNode eviction = figure("eviction", "--prompt", PROMPT, "--block", "3", "--head", "2", "--policy", LOCAL);
        int tokens = 13;
        assertEquals(5 * tokens - 10, eviction.at("/table/rows").size(), "five keys a query, fewer for the first four");
        assertEquals(4, eviction.at("/table/rows/0/5").asInt());
        assertTrue(Files.readString(folder.resolve("eviction.svg")).contains("cache " + LOCAL + ", streaming"), "provenance names the policy");
        JsonNode mass = figure("retained-mass", "--prompt", PROMPT, "--policy", LOCAL, "--policy", "h2o:heavy=2,recent=2");
        assertEquals(2 * 8, mass.at("/table/rows").size());
        JsonNode steps = figure("retained-mass", "--prompt", PROMPT, "--policy", LOCAL, "--by", "step", "--statistic", "cosine-ideal");
        assertEquals(tokens, steps.at("/table/rows").size());
        JsonNode ratios = figure("policy-comparison", "--prompt", PROMPT, "--policy", "a2sf", "--policy", "h2o", "--budget-ratio", "0.3,0.5");
        assertEquals(4, ratios.at("/table/rows").size());
        assertEquals("share of the text that is kept", ratios.at("/table/headers/1").asString());
        JsonNode bars = figure("policy-comparison", "--prompt", PROMPT, "--policy", LOCAL, "--policy", "random:budget=4", "--statistic", "kl");
        assertEquals(2, bars.at("/table/rows").size());
        Path study = Files.writeString(folder.resolve("study.json"), Json.MAPPER.writeValueAsString(bars));
        assertEquals(bars.get("table"), json(Stream.of("run", study.toString())).get("table"));
    }

    private JsonNode figure(String kind, String... args) {
        Path file = folder.resolve(kind + ".svg");
        return json(Stream.concat(Stream.of("figure", kind, "--force", "--out", file.toString()), Stream.of(args)));
    }
}
