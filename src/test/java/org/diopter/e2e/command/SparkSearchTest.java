package org.diopter.e2e.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A search on a real cluster beside the same search on this machine.
class SparkSearchTest {
    private static final String VERSION = "4.2.";
    private static final long SECONDS = 900;
    private static final double ROUNDING = 1e-4;
    private static final Map<String, String> CAPITALS = new TreeMap<>(Map.of(
            "France", "Paris", "Italy", "Rome", "Germany", "Berlin", "Spain", "Madrid", "Japan", "Tokyo",
            "Norway", "Oslo", "Egypt", "Cairo", "Peru", "Lima", "Cuba", "Havana", "Greece", "Athens"));

    @TempDir
    Path folder;

    private Path facts;

    @BeforeEach
    void writeFacts() throws IOException {
        List<String> lines = new ArrayList<>();
        CAPITALS.forEach((country, capital) -> lines.add("{\"prompt\": \"The capital of %s is\", \"answer\": \"%s\"}".formatted(country, capital)));
        facts = Files.write(folder.resolve("facts.jsonl"), lines);
    }

    private Program program(String name) throws IOException {
        return Program.in(Files.createDirectories(folder.resolve(name)));
    }

    private String[] search(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "laser-search", "bundled", "--data", facts.toString(), "--task", "jsonl", "--validation", "0.5", "--threads", "1", "--json", "-",
                "--matrices", "mlp.in,mlp.down", "--blocks", "4-7", "--rhos", "0.9,0.1,0.05"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    @Test
    void aClusterThatLosesAWorkerMidWayGivesTheRowsOfOneMachine() throws Exception {
        Path spark = SparkCluster.requireSpark(VERSION);
        Program.Ended alone = program("alone").run(search());
        assertEquals(0, alone.exitCode(), alone.err());
        Files.createDirectories(folder.resolve("cluster"));
        try (SparkCluster cluster = SparkCluster.start(spark, folder.resolve("cluster"), 2)) {
            Program program = program("spread").within(cluster.environment());
            Process running = program.start(search(
                    "--spark", cluster.master(), "--shard-items", "2",
                    "--spark-conf", "spark.executor.memory=512m", "--spark-conf", "spark.driver.memory=512m", "--spark-conf", "spark.driver.host=127.0.0.1"));
            int before = SparkCluster.waitForResults(running, program);
            cluster.kill(0);
            Program.Ended spread = program.ended(running, SECONDS);
            assertEquals(0, spread.exitCode(), spread.err());
            assertTrue(before < alone.json().get("cells").size(), "the worker was lost after the last cell: " + before);
            assertSameRows(alone.json(), spread.json());
        }
    }

    private static void assertSameRows(JsonNode expected, JsonNode actual) {
        assertEquals(expected.get("cells").size(), actual.get("cells").size());
        for (int i = 0; i < expected.get("cells").size(); i++) {
            JsonNode one = expected.get("cells").get(i);
            JsonNode other = actual.get("cells").get(i);
            for (String field : one.propertyNames()) {
                if (one.get(field).isNumber()) {
                    assertEquals(one.get(field).asDouble(), other.get(field).asDouble(), ROUNDING * Math.max(1, Math.abs(one.get(field).asDouble())), field + " of row " + i);
                } else {
                    assertEquals(one.get(field), other.get(field), field + " of row " + i);
                }
            }
        }
        assertEquals(expected.at("/best/rho"), actual.at("/best/rho"));
        assertEquals(expected.at("/test/best/accuracy"), actual.at("/test/best/accuracy"));
    }

    @Test
    void withoutSparkThereIsOneSentence() throws Exception {
        Program.Ended ended = program("none").within(Map.of("SPARK_HOME", "")).run(search("--spark", "spark://127.0.0.1:1"));
        assertEquals(3, ended.exitCode(), ended.err());
        assertTrue(ended.err().contains("D-404: SPARK_HOME is not set."), ended.err());
    }

    @Test
    void halvingStaysOnOneMachine() throws Exception {
        Program.Ended ended = program("halved").run(search("--spark", "spark://127.0.0.1:1", "--halving"));
        assertEquals(2, ended.exitCode(), ended.err());
    }
}
