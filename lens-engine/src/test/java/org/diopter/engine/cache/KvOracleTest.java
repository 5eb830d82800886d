package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.Optional;
import org.diopter.engine.cache.Budget.Counts;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Policies on seeded attention against a reference in float64: what is seen and when it goes exactly, scores to 1e-5.
class KvOracleTest {
    private static final String FOLDER = "oracles/methods/kv/";

    @ParameterizedTest
    @ValueSource(strings = {"random-T6", "random-T16", "random-T64", "ties"})
    void everyCaseIsMet(String name) throws IOException {
        JsonNode cases = JsonMapper.shared().readTree(Files.readString(Shared.file(FOLDER + name + ".json")));
        Reference numbers = Reference.read(Shared.file(FOLDER + name + ".safetensors"));
        int checked = 0;
        for (JsonNode test : cases.get("cases")) {
            check(numbers, test, cases.get("T").asInt());
            checked++;
        }
        assertTrue(checked >= 8, checked + " cases");
    }

    private static void check(Reference numbers, JsonNode test, int tokens) {
        String key = test.get("key").asString();
        String logits = numbers.has("logits") ? "logits" : key.substring(0, key.indexOf('.')) + ".logits";
        float[] attention = softmax(numbers.numbers(logits), tokens);
        int heads = attention.length / tokens / tokens;
        int group = test.get("q_heads_per_kv_head").asInt();
        Grouping grouping = switch (test.get("group_reduction").asString()) {
            case "sum" -> Grouping.SUM;
            case "max" -> Grouping.MAX;
            default -> Grouping.NONE;
        };
        Counts counts = new Counts(test.get("s").asInt(), test.get("h").asInt(), test.get("r").asInt());
        CachePolicy policy = new ScorePolicy(ScorePolicy.Kind.A2SF, counts, new BigDecimal(test.get("alpha").asString()), grouping);
        Optional<double[]> visible = wanted(numbers, key + ".visible");
        Optional<double[]> scores = wanted(numbers, key + ".scores");
        double[] last = numbers.numbers(key + ".final_scores");
        EvictionRecord record = Simulation.run(attention, heads, heads / group, tokens, policy, 0, new Timing(test.get("prompt").asInt()),
                (head, query, seen, now) -> {
                    int row = (head * tokens + query) * tokens;
                    visible.ifPresent(expected -> sees(expected, row, tokens, seen, key));
                    scores.ifPresent(expected -> equal(expected, row, now, tokens, key));
                    if (query == tokens - 1) {
                        equal(last, head * tokens, now, tokens, key);
                    }
                });
        double[] evicted = numbers.numbers(key + ".evicted_after");
        for (int i = 0; i < heads * tokens; i++) {
            assertEquals((int) evicted[i], record.evictedAfter(i / tokens, i % tokens), key + " evicted after, at " + i);
        }
        rows(numbers.numbers(key + ".mass"), key + ".mass", tokens, record::mass);
        rows(numbers.numbers(key + ".cos_full"), key + ".cos_full", tokens, record::cosineToFull);
        rows(numbers.numbers(key + ".cos_ideal"), key + ".cos_ideal", tokens, record::cosineToIdeal);
    }

    @FunctionalInterface
    private interface Row {
        float value(int head, int query);
    }

    private static void rows(double[] expected, String key, int tokens, Row actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.value(i / tokens, i % tokens), 1e-5, key + " at " + i);
        }
    }

    private static Optional<double[]> wanted(Reference numbers, String key) {
        return numbers.has(key) ? Optional.of(numbers.numbers(key)) : Optional.empty();
    }

    private static void sees(double[] expected, int row, int tokens, int[] seen, String key) {
        int at = 0;
        for (int k = 0; k < tokens; k++) {
            boolean sees = at < seen.length && seen[at] == k;
            at += sees ? 1 : 0;
            assertEquals(expected[row + k] != 0, sees, key + " row " + row / tokens + " key " + k);
        }
    }

    private static void equal(double[] expected, int row, double[] actual, int tokens, String key) {
        for (int k = 0; k < tokens; k++) {
            assertEquals(expected[row + k], actual[k], 1e-5, key + " row " + row / tokens + " key " + k);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"random-T6", "random-T16", "random-T64"})
    void theIdealChoiceIsMet(String name) throws IOException {
        JsonNode cases = JsonMapper.shared().readTree(Files.readString(Shared.file(FOLDER + name + ".json")));
        Reference numbers = Reference.read(Shared.file(FOLDER + name + ".safetensors"));
        int tokens = cases.get("T").asInt();
        float[] attention = softmax(numbers.numbers("logits"), tokens);
        for (int budget : cases.get("cases").valueStream().mapToInt(test -> test.get("budget").asInt()).distinct().toArray()) {
            String key = "B" + budget + ".ideal";
            double[] visible = numbers.numbers(key + ".visible");
            EvictionRecord record = Simulation.run(attention, 4, 4, tokens, CachePolicy.parse("ideal:budget=" + budget), 0, Timing.STREAMING,
                    (head, query, seen, scores) -> sees(visible, (head * tokens + query) * tokens, tokens, seen, key));
            rows(numbers.numbers(key + ".mass"), key + ".mass", tokens, record::mass);
            rows(numbers.numbers(key + ".cos_full"), key + ".cos_full", tokens, record::cosineToFull);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "lm_eval_2023", "lm_eval_head"})
    void theVariantsOfH2oAreMet(String rule) throws IOException {
        JsonNode random = JsonMapper.shared().readTree(Files.readString(Shared.file(FOLDER + "h2o-variants.json"))).get("random");
        double[] logits = random.get("attention_logits").valueStream()
                .flatMap(JsonNode::valueStream)
                .flatMap(JsonNode::valueStream)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        String name = rule.equals("engine") ? "h2o" : "h2o-" + rule.replace('_', '-');
        CachePolicy policy = CachePolicy.parse(name + ":heavy=" + random.get("h").asInt() + ",recent=" + random.get("r").asInt());
        Simulation.run(softmax(logits, 12), 2, 2, 12, policy, 0, Timing.STREAMING, (head, query, seen, scores) -> {
            int[] expected = random.get(rule).get(head).get(query).valueStream().mapToInt(JsonNode::asInt).toArray();
            assertArrayEquals(expected, seen, rule + " query " + query);
        });
    }

    /// In float64, rounded at the end.
    private static float[] softmax(double[] logits, int tokens) {
        float[] attention = new float[logits.length];
        for (int row = 0; row < logits.length / tokens; row++) {
            int at = row * tokens;
            double max = Double.NEGATIVE_INFINITY;
            for (int key = 0; key <= row % tokens; key++) {
                max = Math.max(max, logits[at + key]);
            }
            double sum = 0;
            for (int key = 0; key <= row % tokens; key++) {
                sum += Math.exp(logits[at + key] - max);
            }
            for (int key = 0; key <= row % tokens; key++) {
                attention[at + key] = (float) (Math.exp(logits[at + key] - max) / sum);
            }
        }
        return attention;
    }
}
