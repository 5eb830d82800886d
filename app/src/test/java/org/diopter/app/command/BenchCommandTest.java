package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Families;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BenchCommandTest {
    @TempDir
    static Path home;

    @Test
    void everyLengthHasItsRowsWithLimitAndPeers() throws IOException {
        Path peers = Files.writeString(home.resolve("peers.json"), """
                {"versions": "torch 9", "load: from_pretrained": 800, "forward only, 4 tokens": 50.0,
                 "logit lens by hand (transformers), 4 tokens": 400.0, "tuned-lens PredictionTrajectory + 3 stats, logit lens, 4 tokens": 900.0,
                 "tuned-lens PredictionTrajectory + 3 stats, tuned lens, 4 tokens": 950.0,
                 "TransformerLens run_with_cache + accumulated_resid, 4 tokens": "failed: no memory"}
                """);
        Called called = Called.with(
                home, "bench", "--model", Called.family("llama"), "--lengths", "4,7", "--against", peers.toString(), "--json", "-");
        assertEquals(0, called.exitCode(), called.err());
        JsonNode rows = called.json().get("rows");
        for (String length : new String[] {"4", "7"}) {
            for (String what : new String[] {"forward only", "first column", "whole grid", "read-out alone", "plain product"}) {
                JsonNode row = row(rows, what + ", " + length + " tokens");
                assertTrue(row.get("value").asDouble() > 0, what + " " + row);
            }
        }
        JsonNode grid = row(rows, "whole grid, 4 tokens");
        assertEquals(2, grid.get("peers").size(), grid.toString());
        assertEquals("logit lens by hand (transformers), 4 tokens", grid.at("/peers/0/name").asString());
        assertEquals(400 / grid.get("value").asDouble(), grid.at("/peers/0/ratio").asDouble(), 1e-9);
        double limit = row(rows, "forward only, 4 tokens").get("value").asDouble() + row(rows, "plain product, 4 tokens").get("value").asDouble();
        assertEquals(limit, grid.at("/limit/value").asDouble(), 1e-9);
        assertEquals(grid.get("value").asDouble() / limit, grid.at("/limit/ratio").asDouble(), 1e-9);
        assertEquals("MB", row(rows, "private memory after 7 tokens").get("unit").asString());
    }

    @Test
    void aRecordedBenchmarkTakesItsModelFromElsewhereAndNoOther() throws IOException {
        Called first = Called.with(home, "bench", "--model", Called.family("llama"), "--lengths", "2", "--json", "-", "--quiet");
        assertEquals(0, first.exitCode(), first.err());
        Path study = Files.writeString(home.resolve("study.json"), first.out());
        Called other = Called.with(home, "run", study.toString(), "--model", Called.family("gpt2"), "--json", "-", "--quiet");
        assertEquals(3, other.exitCode(), other.err());
        assertTrue(other.err().contains("D-601") && other.err().contains("is another model"), other.err());
        Path moved = Files.createDirectory(home.resolve("moved"));
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(Path.of(Called.family("llama")).resolve(file), moved.resolve(file));
        }
        Called again = Called.with(home, "run", study.toString(), "--model", moved.toString(), "--json", "-", "--quiet");
        assertEquals(0, again.exitCode(), again.err());
        assertEquals(moved.toString(), again.json().at("/study/model/source").asString());
    }

    private static JsonNode row(JsonNode rows, String name) {
        for (JsonNode row : rows) {
            if (row.get("name").asString().equals(name)) {
                return row;
            }
        }
        throw new AssertionError(name + " is not among " + rows);
    }

    @Test
    void aFileWithoutTimesIsRefused() throws IOException {
        Path peers = Files.writeString(home.resolve("none.json"), "{\"versions\": \"torch 9\"}");
        Called called = Called.with(home, "bench", "--model", Called.family("llama"), "--lengths", "2", "--against", peers.toString());
        assertEquals(3, called.exitCode());
        assertTrue(called.err().startsWith("D-209: "), called.err());
    }

    @Test
    void theRandomModelHasTheShapeOfGpt2AndIsGoneAfterwards() {
        Path folder;
        try (RandomModel random = RandomModel.write(0, Progress.NONE)) {
            folder = random.folder();
            try (Checkpoint checkpoint = Checkpoint.open(folder)) {
                Architecture architecture = Families.read(checkpoint);
                assertEquals("gpt2", architecture.family());
                assertEquals(124_439_808, architecture.weights().stream().mapToLong(weight -> weight.tensor().elements()).sum());
            }
        }
        assertFalse(Files.exists(folder));
    }
}
