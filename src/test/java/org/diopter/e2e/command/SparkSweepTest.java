package org.diopter.e2e.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A sweep on a real cluster beside the same sweep on this machine.
class SparkSweepTest {
    private static final String VERSION = "4.2.";
    private static final long SECONDS = 900;
    private static final double ROUNDING = 1e-4;

    @TempDir
    Path folder;

    private Path grid;

    @BeforeEach
    void writeGrid() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "The capital of France is Paris. The capital of Italy is Rome. ".repeat(10));
        grid = Files.writeString(folder.resolve("grid.json"), """
                {"prompts": ["The capital of France is", "The capital of Italy is"], "texts": ["%s"], "tokens": 48,
                 "lenses": ["logit", "bundled"], "edits": [[], "rank:block={3,5},matrix=mlp.down,rho=0.1", "ablate:layer=4,basis=bundled,directions=0,mode=mean"],
                 "policies": ["full", "local:recent=4"], "track": [" Paris"], "layers": [4, 8]}""".formatted(text.toString().replace("\\", "\\\\")));
    }

    private Program program(String name) throws IOException {
        return Program.in(Files.createDirectories(folder.resolve(name)));
    }

    private String[] sweep(String... more) {
        return Stream.concat(Stream.of("sweep", "bundled", "--grid", grid.toString(), "--threads", "1", "--json", "-"), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aClusterThatLosesAWorkerMidWayGivesTheRowsOfOneMachine() throws Exception {
        Path spark = SparkCluster.requireSpark(VERSION);
        Program here = program("here");
        Program.Ended alone = here.run(sweep());
        assertEquals(0, alone.exitCode(), alone.err());
        Files.createDirectories(folder.resolve("cluster"));
        try (SparkCluster cluster = SparkCluster.start(spark, folder.resolve("cluster"), 2)) {
            Program program = here.within(cluster.environment());
            Process running = program.start(sweep(
                    "--spark", cluster.master(), "--shard-studies", "2",
                    "--spark-conf", "spark.executor.memory=512m", "--spark-conf", "spark.driver.memory=512m", "--spark-conf", "spark.driver.host=127.0.0.1"));
            int before = SparkCluster.waitForResults(running, program);
            cluster.kill(0);
            Program.Ended spread = program.ended(running, SECONDS);
            assertEquals(0, spread.exitCode(), spread.err());
            assertTrue(before < 20, "the worker was lost after the last study: " + before);
            assertSameRows(alone.json().get("rows"), spread.json().get("rows"));
        }
    }

    private static void assertSameRows(JsonNode expected, JsonNode actual) {
        assertEquals(2 * 4 * 2 * 2 * 2 + 4 * 2, expected.size());
        assertEquals(expected.size(), actual.size());
        for (int row = 0; row < expected.size(); row++) {
            assertSame(expected.get(row), actual.get(row), "row " + row);
        }
    }

    private static void assertSame(JsonNode expected, JsonNode actual, String where) {
        if (expected.isNumber()) {
            assertEquals(expected.asDouble(), actual.asDouble(), ROUNDING * Math.max(1, Math.abs(expected.asDouble())), where);
        } else if (expected.isContainer()) {
            List<JsonNode> some = new ArrayList<>(expected.values());
            List<JsonNode> others = new ArrayList<>(actual.values());
            assertEquals(some.size(), others.size(), where);
            for (int i = 0; i < some.size(); i++) {
                assertSame(some.get(i), others.get(i), where);
            }
        } else {
            assertEquals(expected, actual, where);
        }
    }

    @Test
    void withoutSparkThereIsOneSentence() throws Exception {
        Program.Ended ended = program("none").within(Map.of("SPARK_HOME", "")).run(sweep("--spark", "spark://127.0.0.1:1"));
        assertEquals(3, ended.exitCode(), ended.err());
        assertTrue(ended.err().contains("D-404: SPARK_HOME is not set."), ended.err());
    }
}
