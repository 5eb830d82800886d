package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.engine.testing.Shared;
import org.diopter.model.Progress;
import org.diopter.model.testing.SmolLm2;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real model out of a GGUF file, against the same weights in float64 by transformers; tolerances are those stated with the reference numbers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmolLm2OracleTest {
    private static final double LOGITS = 1e-3;
    private static final double NORM = 1e-4;
    private static final double PROBABILITY = 1e-4;
    private static final double ENTROPY = 5e-4;
    private static final double KL = 1e-4;
    private static final double LEAD = 1e-3;
    private static final int END = 2;

    private JsonNode reference;
    private OnnxWorkbench workbench;
    private OpenModel model;

    @BeforeAll
    void open(@TempDir Path home) throws IOException {
        Path file = SmolLm2.require();
        reference = JsonMapper.shared().readTree(Files.readString(Shared.file("oracles/smollm2/reference.json")));
        workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.CPU, 2, home));
        model = workbench.open(file, Progress.NONE);
    }

    /// Every prompt of the reference.
    IntStream prompts() {
        return IntStream.range(0, reference.get("prompts").size());
    }

    @AfterAll
    void close() {
        if (workbench != null) {
            workbench.close();
        }
    }

    @Test
    void theFileIsTheOneThatTheReferenceWasMadeOf() {
        assertEquals(reference.get("gguf_sha256").stringValue(), model.id().sha256());
        assertEquals("llama", model.card().family());
        assertEquals(134_515_008, model.card().parameters());
        assertTrue(reference.get("prompts").size() >= 6);
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void theTextHasTheReferencesTokens(int prompt) {
        JsonNode expected = reference.get("prompts").get(prompt);
        assertEquals(tokens(expected), model.tokenizer().orElseThrow().encode(expected.get("text").stringValue()).tokens());
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void everyLayerReadsAsInFloat64(int prompt) {
        JsonNode expected = reference.get("prompts").get(prompt);
        Trajectory trajectory = run(tokens(expected));
        int last = trajectory.positions() - 1;
        assertEquals(31, trajectory.rows());
        for (JsonNode row : expected.get("lens")) {
            int layer = row.get("row").intValue();
            for (int k = 0; k < row.get("top_probs").size(); k++) {
                double probability = row.get("top_probs").get(k).doubleValue();
                assertEquals(probability, Math.exp(trajectory.topLogProbability(layer, last, k)), PROBABILITY, "layer " + layer);
            }
            assertEquals(row.get("entropy_nats").doubleValue(), trajectory.value(Statistic.ENTROPY, layer, last), ENTROPY, "layer " + layer);
            double kl = row.get("kl_final_lens_nats").doubleValue();
            assertEquals(kl, trajectory.value(Statistic.KL_TO_FINAL, layer, last), KL * Math.max(1, kl), "layer " + layer);
            if (row.get("margin_top1_top2_min").doubleValue() > LEAD) {
                for (int position = 0; position <= last; position++) {
                    assertEquals(row.get("top1_id_per_position").get(position).intValue(), trajectory.topId(layer, position, 0), "layer " + layer);
                }
            }
        }
        for (int k = 0; k < 10; k++) {
            assertEquals(expected.get("final_top10").get(k).get("logit").doubleValue(), trajectory.topLogit(30, last, k), LOGITS);
        }
    }

    private static FloatTensor tensor(PassDump dump, String name) {
        return Objects.requireNonNull(dump.tensors().get(name), name);
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void theStreamAndAllLogitsHaveTheLengthsOfFloat64(int prompt) {
        JsonNode expected = reference.get("prompts").get(prompt);
        PassDump dump = workbench.dump(study(tokens(expected)), Progress.NONE);
        for (JsonNode row : expected.get("lens")) {
            int layer = row.get("row").intValue();
            FloatTensor stream = tensor(dump, layer == 30 ? "resid_post_last" : "resid_pre." + layer);
            assertClose(row.get("resid_norm_last").doubleValue(), length(stream, (int) stream.size(0) - 1));
        }
        FloatTensor logits = tensor(dump, "logits");
        for (int position = 0; position < logits.size(0); position++) {
            assertClose(expected.get("final_logits_l2_per_position").get(position).doubleValue(), length(logits, position));
        }
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void theModelWritesOnAsInFloat64(int prompt) {
        JsonNode expected = reference.get("prompts").get(prompt);
        List<Integer> written = new ArrayList<>();
        TokenSequence tokens = tokens(expected);
        int steps = expected.get("greedy_ids").size();
        while (written.size() < steps && !written.contains(END)) {
            int next = run(tokens).topId(30, tokens.length() - 1, 0);
            written.add(next);
            int[] longer = Arrays.copyOf(tokens.toArray(), tokens.length() + 1);
            longer[tokens.length()] = next;
            tokens = TokenSequence.of(longer);
        }
        assertEquals(expected.get("greedy_ids").valueStream().map(JsonNode::intValue).toList(), written);
    }

    @Test
    void theChainedBlocksAreTheWholeModel() {
        SelfCheck check = model.check(Progress.NONE);
        assertTrue(check.passed(), () -> check.checks().toString());
    }

    private Trajectory run(TokenSequence tokens) {
        return workbench.run(study(tokens), Reading.everything(tokens.length()), new RunListener() {}).await();
    }

    private Study study(TokenSequence tokens) {
        return new Study(model.id(), tokens, new LensChoice.Logit());
    }

    private static TokenSequence tokens(JsonNode prompt) {
        return TokenSequence.of(prompt.get("ids").valueStream().mapToInt(JsonNode::intValue).toArray());
    }

    private static double length(FloatTensor rows, int row) {
        double sum = 0;
        long width = rows.size(1);
        for (long i = 0; i < width; i++) {
            double value = rows.get(row * width + i);
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, NORM * expected);
    }
}
