package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.diopter.model.checkpoint.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LaserCommandTest {
    private static final String PROMPT = "The capital of France is";

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @Test
    void theResultHasTheFieldsOfTheContract() {
        JsonNode result = laser("--matrix", "mlp.down", "--block", "3", "--rho", "0.1");
        assertEquals(256, result.get("spectrum").size());
        assertEquals(25, result.get("rank").asInt());
        assertEquals(256, result.get("rows").asInt());
        assertEquals(688, result.get("columns").asInt());
        assertTrue(result.at("/effect/prompt").isNull());
        assertTrue(result.at("/effect/task").isNull());
        double energy = 0;
        double kept = 0;
        double first = result.at("/spectrum/0").asDouble();
        for (int i = 0; i < 256; i++) {
            double squared = Math.pow(result.at("/spectrum/" + i).asDouble(), 2);
            energy += squared;
            kept += i < 25 ? squared : 0;
        }
        assertEquals(Math.sqrt(1 - kept / energy), result.get("relativeError").asDouble(), 1e-9);
        assertEquals(energy / (first * first), result.get("stableRank").asDouble(), 1e-6);
        assertEquals(result.at("/spectrum/25").asDouble(), result.get("spectralError").asDouble());
        assertTrue(result.get("effectiveRank").asDouble() > 1);
        assertTrue(result.get("mpEdge").asDouble() > 0);
    }

    @ParameterizedTest
    @CsvSource({"--rho, 0.1, 25", "--keep, 7, 7", "--tail, 7, 7", "--drop, 0+3, 254", "--rho, 1, 256"})
    void eachWayOfKeepingHasItsRank(String option, String value, int rank) {
        assertEquals(rank, laser("--matrix", "mlp.in", "--block", "0", option, value).get("rank").asInt());
    }

    @Test
    void theRandomisedMethodIsNearTheExactOneAndSaysItsSeed() {
        JsonNode exact = laser("--matrix", "mlp.down", "--block", "3", "--rho", "0.1");
        JsonNode drawn = laser("--matrix", "mlp.down", "--block", "3", "--rho", "0.1", "--method", "randomised", "--seed", "7");
        assertEquals("exact", exact.get("method").asString());
        assertEquals("randomised", drawn.get("method").asString());
        assertEquals(7, drawn.get("methodSeed").asInt());
        assertEquals("rank:block=3,matrix=mlp.down,rho=0.1,method=randomised,seed=7", drawn.at("/study/reduction").asString());
        assertEquals(25, drawn.get("keptValues").size());
        double best = exact.get("relativeError").asDouble();
        double error = drawn.get("relativeError").asDouble();
        assertTrue(error > best && error < 1.2 * best, best + " " + error);
        assertTrue(drawn.get("spectralError").isNull());
        assertEquals(3, Called.with(home, "laser", "--matrix", "mlp.down", "--block", "3", "--tail", "5", "--method", "randomised").exitCode());
    }

    @Test
    void withoutACutNothingIsLost() {
        JsonNode result = laser("--matrix", "attn.q", "--block", "7", "--prompt", PROMPT);
        assertEquals(0, result.get("relativeError").asDouble());
        assertEquals(0, result.at("/effect/prompt/5/kl").asDouble());
    }

    @Test
    void theEffectOnAPromptIsThatOfTheEditInALens() {
        JsonNode effect = laser("--matrix", "mlp.down", "--block", "7", "--keep", "20", "--prompt", PROMPT, "--top-k", "3").at("/effect/prompt/5");
        JsonNode lens = json("lens", "--prompt", PROMPT, "--edit", "rank:block=7,matrix=mlp.down,keep=20", "--compare-edit", "none", "--top-k", "3");
        assertEquals(lens.at("/layers/8/positions/5/top"), effect.at("/edited/top"));
        assertEquals(lens.at("/baseline/layers/8/positions/5/top"), effect.at("/baseline/top"));
        assertEquals(lens.at("/difference/layers/8/positions/5/kl"), effect.get("kl"));
    }

    @Test
    void theEffectOnATaskCountsItemsGainedAndLost() throws IOException {
        Path facts = LaserSearchCommandTest.facts(folder);
        JsonNode effect = laser("--matrix", "mlp.down", "--block", "1", "--keep", "1", "--data", facts.toString(), "--task", "jsonl").at("/effect/task");
        double before = effect.at("/baseline/accuracy").asDouble();
        double after = effect.at("/edited/accuracy").asDouble();
        int items = effect.at("/edited/items").asInt();
        assertEquals(LaserSearchCommandTest.ITEMS, items);
        assertEquals(after - before, (double) (effect.at("/edited/gained").size() - effect.at("/edited/lost").size()) / items, 1e-9);
        assertTrue(effect.at("/edited/logLoss").asDouble() > effect.at("/baseline/logLoss").asDouble());
        JsonNode bits = laser("--matrix", "mlp.down", "--block", "1", "--keep", "1", "--data", facts.toString(), "--task", "jsonl", "--unit", "bits").at("/effect/task");
        assertEquals(effect.at("/edited/logLoss").asDouble() / Math.log(2), bits.at("/edited/logLoss").asDouble(), 1e-9);
    }

    @Test
    void withoutJsonThereAreTables() throws IOException {
        Path facts = LaserSearchCommandTest.facts(folder);
        Called called = Called.with(home, "laser", "--matrix", "mlp.down", "--block", "3", "--rho", "0.1", "--prompt", PROMPT,
                "--data", facts.toString(), "--task", "jsonl");
        assertEquals(0, called.exitCode(), called.err());
        assertTrue(called.out().contains("25 of 256 components kept"), called.out());
        assertTrue(called.out().contains("␣Paris"), called.out());
        assertTrue(called.out().contains("always giving the commonest answer solves"), called.out());
    }

    @Test
    void aSavedModelIsTheEditedOne() {
        Path saved = folder.resolve("saved");
        laser("--matrix", "mlp.down", "--block", "7", "--keep", "20", "--save", saved.toString(), "--quiet");
        JsonNode edited = json("lens", "--prompt", PROMPT, "--edit", "rank:block=7,matrix=mlp.down,keep=20");
        Called again = Called.with(home, "lens", saved.toString(), "--prompt", PROMPT, "--json", "-");
        assertEquals(0, again.exitCode(), again.err());
        for (int k = 0; k < 5; k++) {
            String place = "/layers/8/positions/5/top/" + k;
            assertEquals(edited.at(place + "/id"), again.json().at(place + "/id"), place);
            assertEquals(edited.at(place + "/logit").asDouble(), again.json().at(place + "/logit").asDouble(), 1e-4, place);
        }
        assertEquals(3, Called.with(home, "laser", "--matrix", "mlp.down", "--block", "7", "--keep", "2", "--save", saved.toString()).exitCode());
    }

    @Test
    void aModelSavedInFactorsIsSmallerAndMultipliesBack() throws IOException {
        Path saved = folder.resolve("saved");
        laser("--matrix", "mlp.down", "--block", "7", "--keep", "20", "--save", saved.toString(), "--factored", "-q");
        Safetensors file = Safetensors.read(saved.resolve("factored.safetensors"));
        assertEquals(List.of(20L, 688L), Objects.requireNonNull(file.tensors().get("model.layers.7.mlp.down_proj.0.weight")).shape());
        assertEquals(List.of(256L, 20L), Objects.requireNonNull(file.tensors().get("model.layers.7.mlp.down_proj.1.weight")).shape());
        assertFalse(file.tensors().containsKey("model.layers.7.mlp.down_proj.weight"));
        assertEquals("{\"model.layers.7.mlp.down_proj\": 20}\n", Files.readString(saved.resolve("factors.json")));
        assertTrue(Files.readString(saved.resolve("load_factored.py")).contains("def load("), "the loader lies beside");
        assertFalse(Files.exists(saved.resolve("model.safetensors")), "nothing else takes it for a whole model");
    }

    @Test
    void whatHasNoFactorsOfItsOwnIsNotSavedInFactors() {
        Called fused = Called.with(home, "laser", Called.family("gpt2"), "--matrix", "attn.k", "--block", "1", "--keep", "2",
                "--save", folder.resolve("fused").toString(), "--factored");
        assertEquals(3, fused.exitCode());
        assertTrue(fused.err().contains("stored as a part of"), fused.err());
        assertEquals(2, Called.with(home, "laser", "--matrix", "mlp.down", "--block", "3", "--factored").exitCode());
    }

    @Test
    void theEditHasAPrice() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "The capital of France is Paris. The capital of Italy is Rome. ".repeat(40));
        JsonNode price = laser("--matrix", "mlp.down", "--block", "3", "--keep", "20", "--text", text.toString(), "--text-tokens", "300").get("price");
        assertTrue(price.get("tokens").asInt() > 200 && price.get("tokens").asInt() < 300);
        assertTrue(price.get("perplexity").asDouble() != price.get("perplexityBefore").asDouble());
        assertEquals(256 * 688, price.get("parameters").asInt());
        assertEquals(20 * (256 + 688), price.get("factoredParameters").asInt());
        assertTrue(price.get("blockMillis").asDouble() > 0 && price.get("factoredBlockMillis").asDouble() > 0);
        JsonNode none = laser("--matrix", "mlp.down", "--block", "3", "--text", text.toString(), "--text-tokens", "300").get("price");
        assertEquals(none.get("lossBefore").asDouble(), none.get("loss").asDouble(), 1e-9);
        assertEquals(256 * 688, none.get("factoredParameters").asInt());
    }

    @Test
    void aPartOfAFusedMatrixIsSavedAlone() {
        Path saved = folder.resolve("saved");
        String model = Called.family("gpt2");
        Called reduced = Called.with(home, "laser", model, "--matrix", "attn.k", "--block", "1", "--keep", "2", "--save", saved.toString(), "-q");
        assertEquals(0, reduced.exitCode(), reduced.err());
        JsonNode edited = Called.with(home, "lens", model, "--token-ids", "1,2,3,4", "--edit", "rank:block=1,matrix=attn.k,keep=2", "--json", "-").json();
        JsonNode again = Called.with(home, "lens", saved.toString(), "--token-ids", "1,2,3,4", "--json", "-").json();
        int last = edited.get("layers").size() - 1;
        String logit = "/layers/" + last + "/positions/3/top/0/logit";
        assertEquals(edited.at(logit).asDouble(), again.at(logit).asDouble(), 1e-5);
    }

    @ParameterizedTest
    @CsvSource({"--keep=51, rank 51", "--rho=0.2, rank 51", "--tail=30, tail 30", "--drop=0+3, 254 of 256"})
    void theSpectrumIsDrawnWithItsCut(String cut, String words) throws IOException {
        Path file = folder.resolve("s.svg");
        Called called = Called.with(home, "figure", "spectrum", "bundled", "--matrix", "mlp.down", "--block", "4", cut, "--out", file.toString());
        assertEquals(0, called.exitCode(), called.err());
        String svg = Files.readString(file);
        assertTrue(svg.contains(words), words);
        assertTrue(svg.contains("effective rank 242.2"), "the effective rank");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--matrix mlp.down --block 3 --rho 1.5 | rho 1.5 is not a share",
        "--matrix mlp.down --block 3 --rho -0.1 | rho -0.1 is not a share",
        "--matrix mlp.down --block 3 --rho 0.001 | keeps none",
        "--matrix mlp.down --block 3 --rho NaN | ‘NaN’ is no number",
        "--matrix mlp.down --block 3 --keep 0 | keep at least 1",
        "--matrix mlp.down --block 3 --keep 257 | the matrix has 256",
        "--matrix mlp.down --block 3 --drop 256 | no component 256",
        "--matrix mlp.down --block 8 --rho 0.1 | no block 8; blocks go from 0 to 7",
        "--matrix mlp.middle --block 3 --rho 0.1 | no matrix ‘mlp.middle’",
        "--matrix mlp.down --block x --rho 0.1 | ‘x’ is no number for block",
    })
    void whatCannotBeReducedIsExplained(String options, String problem) {
        List<String> args = new ArrayList<>(List.of("laser", "bundled"));
        args.addAll(List.of(options.split(" ", -1)));
        Called called = Called.with(home, args.toArray(String[]::new));
        assertEquals(3, called.exitCode(), called.err());
        assertTrue(called.err().startsWith("D-205: ") && called.err().contains(problem), called.err());
    }

    @Test
    void aMatrixThatTheModelLacksIsNamedWithThoseItHas() {
        Called called = Called.with(home, "laser", Called.family("gpt2"), "--matrix", "mlp.gate", "--block", "0", "--rho", "0.5");
        assertEquals(3, called.exitCode());
        assertTrue(called.err().contains("This model has no mlp.gate. Its block 0 has attn.q, attn.k, attn.v, attn.o, mlp.in, mlp.out."), called.err());
    }

    @Test
    void twoWaysOfKeepingAreWrongUsage() {
        Called called = Called.with(home, "laser", "--matrix", "mlp.down", "--block", "3", "--rho", "0.1", "--keep", "3");
        assertEquals(2, called.exitCode(), called.err());
    }

    private static JsonNode laser(String... more) {
        return json("laser", more);
    }

    private static JsonNode json(String command, String... more) {
        List<String> args = new ArrayList<>(List.of(command, "bundled", "--json", "-"));
        args.addAll(List.of(more));
        Called called = Called.with(home, args.toArray(String[]::new));
        assertEquals(0, called.exitCode(), called.err());
        return called.json();
    }
}
