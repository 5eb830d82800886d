package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import org.diopter.engine.cache.Budget.Counts;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Policies in every block of a small trained model, against a reference in float64.
class ModelOracleTest {
    private static final String FOLDER = "oracles/methods/kv/";

    @Test
    void everyPolicyGivesTheReferencesPredictions() throws IOException {
        JsonNode rows = JsonMapper.shared().readTree(Files.readString(Shared.file(FOLDER + "model-policies.json"))).get("rows");
        Reference numbers = Reference.read(Shared.file(FOLDER + "model-policies.safetensors"));
        TokenSequence tokens = numbers.tokens("input_ids");
        try (PolicyModel model = PolicyModel.open(Shared.file("models/stories260K-hf"))) {
            int checked = 0;
            for (JsonNode row : rows) {
                if (row.path("rope_positions").asString("absolute").equals("absolute")) {
                    check(model, tokens, row, numbers);
                    checked++;
                }
            }
            assertTrue(checked > 20, checked + " policies");
        }
    }

    private static void check(PolicyModel model, TokenSequence tokens, JsonNode row, Reference numbers) {
        String key = row.get("key").asString();
        Timing timing = new Timing(row.path("prompt").asInt(0));
        try (CacheRun run = model.run(tokens, policy(row), timing)) {
            double[] expected = numbers.numbers(key + ".ce_next");
            double[] actual = crossEntropies(model.logits(run), tokens);
            double mean = 0;
            for (double value : actual) {
                mean += value / actual.length;
            }
            boolean close = row.path("close_evictions").asInt(0) > 0;
            double perplexity = row.get("perplexity").asDouble();
            assertEquals(perplexity, Math.exp(mean), (close ? 0.01 : 1e-3) * perplexity, key);
            if (!close) {
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], actual[i], 1e-3, key + " token " + i);
                }
            }
            if (!close && numbers.has(key + ".evicted_after")) {
                evictions(run, numbers.numbers(key + ".evicted_after"), tokens.length(), key);
            }
        }
    }

    private static void evictions(CacheRun run, double[] expected, int tokens, String key) {
        int heads = run.blocks().getFirst().heads();
        for (int i = 0; i < expected.length; i++) {
            int block = i / tokens / heads;
            assertEquals((int) expected[i], run.blocks().get(block).evictedAfter(i / tokens % heads, i % tokens), key + " at " + i);
        }
    }

    private static CachePolicy policy(JsonNode row) {
        String name = row.get("policy").asString();
        if (name.equals("full")) {
            return new FullCache();
        }
        if (name.equals("ideal")) {
            return CachePolicy.parse("ideal:budget=" + row.get("budget").asInt());
        }
        Grouping grouping = row.get("group_reduction").asString().equals("sum") ? Grouping.SUM : Grouping.NONE;
        Counts counts = new Counts(row.get("s").asInt(), row.get("h").asInt(), row.get("r").asInt());
        return new ScorePolicy(ScorePolicy.Kind.A2SF, counts, new BigDecimal(row.get("alpha").asString()), grouping);
    }

    private static double[] crossEntropies(float[] logits, TokenSequence tokens) {
        int vocabulary = logits.length / tokens.length();
        double[] values = new double[tokens.length() - 1];
        for (int t = 0; t < values.length; t++) {
            double sum = 0;
            for (int id = 0; id < vocabulary; id++) {
                sum += Math.exp(logits[t * vocabulary + id]);
            }
            values[t] = Math.log(sum) - logits[t * vocabulary + tokens.id(t + 1)];
        }
        return values;
    }
}
