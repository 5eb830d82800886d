package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Policies inside models of every layout.
class CachePassTest {
    @ParameterizedTest
    @MethodSource("org.diopter.engine.testing.TinyModel#families")
    void aFullCacheIsThePlainPassOnEveryLayout(String family) {
        try (PolicyModel model = PolicyModel.of(TinyModel.family(family))) {
            TokenSequence tokens = tokens(model);
            try (Residuals plain = model.model().forward().run(tokens, Optional.empty(), new Cancellation(), ForwardPass.Listener.NONE);
                    CacheRun run = model.run(tokens, new FullCache(), Timing.STREAMING)) {
                for (int layer = 0; layer <= plain.lastLayer(); layer++) {
                    assertClose(plain.layer(layer), run.residuals().layer(layer), "layer " + layer);
                }
                assertClose(plain.cache().getLast().keys(), run.residuals().cache().getLast().keys(), "keys");
                assertClose(plain.cache().getLast().values(), run.residuals().cache().getLast().values(), "values");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2o", "local", "a2sf", "tova", "random"})
    void aBudgetForAllPastKeysIsAFullCache(String policy) {
        try (PolicyModel model = PolicyModel.of(TinyModel.family("llama"))) {
            TokenSequence tokens = tokens(model);
            try (CacheRun full = model.run(tokens, new FullCache(), Timing.STREAMING);
                    CacheRun run = model.run(tokens, CachePolicy.parse(policy + ":budget=" + (tokens.length() - 1)), Timing.STREAMING)) {
                assertArrayEquals(last(full).toArray(), last(run).toArray());
            }
        }
    }

    @Test
    void rowsBeforeTheFirstEvictionAreUntouchedAndLaterOnesAreNot() {
        try (PolicyModel model = PolicyModel.of(TinyModel.family("llama"))) {
            TokenSequence tokens = tokens(model);
            int budget = 4;
            try (CacheRun full = model.run(tokens, new FullCache(), Timing.STREAMING);
                    CacheRun run = model.run(tokens, CachePolicy.parse("local:recent=" + budget), Timing.STREAMING)) {
                int width = (int) last(full).rowLength();
                for (int i = 0; i < (budget + 1) * width; i++) {
                    assertEquals(last(full).get(i), last(run).get(i), 1e-5);
                }
                double moved = 0;
                for (long i = (budget + 1L) * width; i < last(full).elements(); i++) {
                    moved = Math.max(moved, Math.abs(last(full).get(i) - last(run).get(i)));
                }
                assertTrue(moved > 1e-3, "moved by " + moved);
            }
        }
    }

    @Test
    void aPromptIsLeftAloneUnderTheOtherTiming() {
        try (PolicyModel model = PolicyModel.of(TinyModel.family("llama"))) {
            TokenSequence tokens = tokens(model);
            int prompt = tokens.length() - 2;
            try (CacheRun run = model.run(tokens, CachePolicy.parse("h2o:budget=2"), Timing.prefill(prompt))) {
                EvictionRecord first = run.blocks().getFirst();
                for (int key = 0; key < prompt; key++) {
                    int after = first.evictedAfter(0, key);
                    assertTrue(after < 0 || after >= prompt - 1, "key " + key + " went after " + after);
                }
                assertEquals("prefill", run.use().timing().text());
            }
        }
    }

    @Test
    void headsThatShareKeysEvictTogetherUnlessTheyAreToldNotTo() {
        try (PolicyModel model = PolicyModel.of(TinyModel.family("llama"))) {
            int heads = model.model().architecture().heads();
            int kvHeads = model.model().architecture().kvHeads();
            assertTrue(kvHeads < heads, "the model shares keys");
            try (CacheRun run = model.run(tokens(model), CachePolicy.parse("a2sf:heavy=4"), Timing.STREAMING);
                    CacheRun apart = model.run(tokens(model), CachePolicy.parse("a2sf:heavy=4,group=none"), Timing.STREAMING)) {
                assertEquals(run.blocks().getFirst().cache(0), run.blocks().getFirst().cache(heads / kvHeads - 1));
                assertEquals(heads - 1, apart.blocks().getFirst().cache(heads - 1));
            }
        }
    }

    @Test
    void aBudgetBeyondTheTextIsRefused() {
        try (PolicyModel model = PolicyModel.of(TinyModel.family("llama"))) {
            TokenSequence tokens = tokens(model);
            UnusableInputException refusal = assertThrows(UnusableInputException.class,
                    () -> model.run(tokens, CachePolicy.parse("local:recent=" + tokens.length()), Timing.STREAMING));
            assertEquals("D-402", refusal.code());
            assertTrue(refusal.sentence().contains("covers all " + tokens.length() + " tokens"), refusal.sentence());
        }
    }

    private static TokenSequence tokens(PolicyModel model) {
        return model.model().reference().tokens("p1/input_ids");
    }

    private static FloatTensor last(CacheRun run) {
        return run.residuals().layer(run.residuals().lastLayer());
    }

    private static void assertClose(FloatTensor expected, FloatTensor actual, String what) {
        float[] a = expected.toArray();
        float[] b = actual.toArray();
        assertEquals(List.of(a.length), List.of(b.length));
        double scale = 0;
        for (float value : a) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < a.length; i++) {
            assertEquals(a[i], b[i], 2e-5 * scale, what + " at " + i);
        }
    }
}
