package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.CheckpointSearch;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys that really leave, against the simulation by weights of 0.
class DroppingPassTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "llama | local:recent=5 | 0",
        "llama | streaming:sink=2,recent=3 | 0",
        "llama | h2o:heavy=3,recent=3 | 0",
        "llama | a2sf:heavy=5 | 0",
        "llama | a2sf:heavy=5,group=max | 0",
        "llama | tova:budget=5 | 0",
        "llama | h2o:heavy=3,recent=3 | 16",
        "llama | a2sf:heavy=5,recent=1,sink=1 | 12",
        "gpt2 | h2o:ratio=0.25 | 0",
        "gpt2 | a2sf:heavy=5,group=none | 0",
        "gpt_neox | h2o:heavy=3,recent=3 | 0",
        "gemma2 | h2o:heavy=4,recent=4 | 0",
        "mistral | h2o:heavy=4,recent=4 | 10",
        "qwen2_window | local:recent=7 | 0",
        "opt | a2sf:alpha=0.5,heavy=6 | 0",
    })
    void droppedKeysGiveWhatMaskedKeysGive(String family, String policy, int prompt) {
        try (PolicyModel model = PolicyModel.of(TinyModel.family(family.strip()))) {
            equal(model, CachePolicy.parse(policy.strip()), new Timing(prompt));
        }
    }

    private static void equal(PolicyModel model, CachePolicy policy, Timing timing) {
        TokenSequence tokens = tokens(model);
        try (CacheRun masked = model.run(tokens, policy, timing);
                DroppingPass dropping = dropping(model, policy, timing, tokens.length());
                TensorMemory memory = new TensorMemory()) {
            FloatTensor expected = masked.residuals().layer(masked.residuals().lastLayer());
            FloatTensor actual = dropping.append(tokens, memory, new Cancellation());
            assertClose(expected.toArray(), actual.toArray());
            ModelShape shape = model.split().shape();
            for (int block = 0; block < shape.layers(); block++) {
                for (int head = 0; head < shape.kvHeads(); head++) {
                    alike(masked.blocks().get(block), head * shape.heads() / shape.kvHeads(), dropping.positions(block, head), policy.budget(tokens.length()));
                }
            }
        }
    }

    /// The dropping pass has let go after its last query too, which the simulation has no reason to.
    private static void alike(EvictionRecord record, int head, int[] positions, int budget) {
        assertEquals(budget, positions.length);
        for (int position : positions) {
            assertEquals(-1, record.evictedAfter(head, position), "key " + position);
        }
    }

    @Test
    void bytesKeptAreWhatTheFormulaSays() {
        try (PolicyModel model = PolicyModel.of(TinyModel.family("llama"))) {
            TokenSequence tokens = tokens(model);
            ModelShape shape = model.split().shape();
            CachePolicy policy = CachePolicy.parse("h2o:ratio=0.25");
            long position = 2L * shape.layers() * shape.kvHeads() * shape.headWidth() * Float.BYTES;
            try (DroppingPass dropping = dropping(model, policy, Timing.STREAMING, tokens.length());
                    TensorMemory memory = new TensorMemory()) {
                dropping.append(tokens, memory, new Cancellation());
                assertEquals(position * policy.budget(tokens.length()), dropping.bytes());
                assertEquals(dropping.bytes(), dropping.allocatedBytes());
                assertEquals(position * policy.budget(tokens.length()) + position / shape.layers(), dropping.peakBytes());
                assertEquals(0.25, (double) dropping.bytes() / DroppingPass.fullBytes(shape, tokens.length()), 1e-9);
            }
        }
    }

    @Test
    void headsMayKeepDifferentNumbersOfKeys() {
        try (PolicyModel model = PolicyModel.of(TinyModel.family("llama"))) {
            ModelShape shape = model.split().shape();
            List<List<ScorePolicy>> blocks = new ArrayList<>();
            for (int block = 0; block < shape.layers(); block++) {
                List<ScorePolicy> heads = new ArrayList<>();
                for (int head = 0; head < shape.kvHeads(); head++) {
                    heads.add(ScorePolicy.of(1, 2 + head + block, 1, 0.5, Grouping.SUM));
                }
                blocks.add(heads);
            }
            CachePolicy policy = new HeadPolicies(blocks);
            assertEquals(policy, CachePolicy.parse(policy.text()));
            TokenSequence tokens = tokens(model);
            try (CacheRun masked = model.run(tokens, policy, Timing.STREAMING);
                    DroppingPass dropping = dropping(model, policy, Timing.STREAMING, tokens.length());
                    TensorMemory memory = new TensorMemory()) {
                FloatTensor expected = masked.residuals().layer(masked.residuals().lastLayer());
                assertClose(expected.toArray(), dropping.append(tokens, memory, new Cancellation()).toArray());
                assertTrue(dropping.bytes() < dropping.allocatedBytes());
            }
        }
    }

    @Test
    void aTextMayComeInPieces() {
        try (PolicyModel model = PolicyModel.of(TinyModel.family("llama"))) {
            TokenSequence tokens = tokens(model);
            CachePolicy policy = CachePolicy.parse("a2sf:heavy=6");
            try (DroppingPass once = dropping(model, policy, Timing.STREAMING, tokens.length());
                    DroppingPass pieces = dropping(model, policy, Timing.STREAMING, tokens.length());
                    TensorMemory memory = new TensorMemory()) {
                float[] whole = once.append(tokens, memory, new Cancellation()).toArray();
                pieces.append(TokenSequence.of(Arrays.copyOf(tokens.toArray(), 9)), memory, new Cancellation());
                float[] rest = pieces.append(tokens, memory, new Cancellation()).toArray();
                int width = model.split().shape().width();
                for (int i = 0; i < rest.length; i++) {
                    assertEquals(whole[9 * width + i], rest[i], 0);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama ideal:budget=4", "llama a2sf:heavy=4,group=none", "bloom h2o:heavy=2,recent=2", "llama full"})
    void whatCannotBeDroppedIsRefused(String what) {
        String[] parts = what.split(" ");
        try (PolicyModel model = PolicyModel.of(TinyModel.family(parts[0]))) {
            UnusableInputException refusal = assertThrows(UnusableInputException.class,
                    () -> dropping(model, CachePolicy.parse(parts[1]), Timing.STREAMING, 24).close());
            assertEquals("D-402", refusal.code());
        }
    }

    /// Beyond its original context of 16 tokens the frequencies follow the length: keys that stay were turned by others than those that come.
    @Test
    void keysThatTheLengthTurnsAreNotDropped() {
        try (PolicyModel model = PolicyModel.of(TinyModel.family("llama_dynamic"))) {
            CachePolicy policy = CachePolicy.parse("local:recent=5");
            assertEquals("D-402", assertThrows(UnusableInputException.class, () -> dropping(model, policy, Timing.STREAMING, 17).close()).code());
            assertFalse(DroppingPass.allows(model.split(), policy, 17));
            assertTrue(DroppingPass.allows(model.split(), policy, 16));
        }
    }

    private static DroppingPass dropping(PolicyModel model, CachePolicy policy, Timing timing, int tokens) {
        NotFinite notFinite = new NotFinite(new CheckpointSearch(model.model().checkpoint(), model.model().architecture()));
        return new DroppingPass(model.split(), notFinite, new CacheUse(policy, timing), tokens);
    }

    private static TokenSequence tokens(PolicyModel model) {
        return model.model().reference().tokens("p1/input_ids");
    }

    private static void assertClose(float[] expected, float[] actual) {
        assertEquals(expected.length, actual.length);
        double scale = 0;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 3e-5 * scale, "at " + i);
        }
    }
}
