package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every attention, on seeded ones.
class PolicyPropertiesTest {
    private static final int HEADS = 4;
    private static final int TOKENS = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void exactlyTheBudgetAndTheQueryAreSeen(long seed) {
        for (String policy : new String[] {"h2o:budget=9", "a2sf:heavy=9", "tova:budget=9", "random:budget=9", "streaming:budget=9", "local:recent=9"}) {
            visible(attention(seed), policy, (head, query, seen, scores) -> assertEquals(Math.min(query, 9) + 1, seen.length, policy));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsSeenWasSeenBeforeOrIsNew(long seed) {
        for (String policy : new String[] {"h2o:budget=9", "a2sf:heavy=9", "random:budget=9"}) {
            int[][] last = new int[HEADS][0];
            visible(attention(seed), policy, (head, query, seen, scores) -> {
                for (int key : seen) {
                    assertTrue(key == query || Arrays.binarySearch(last[head], key) >= 0, policy);
                }
                last[head] = seen;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void someNamesAreTheSamePoint(long seed) {
        float[] attention = attention(seed);
        same(attention, "local:recent=7", "streaming:sink=0,recent=7");
        same(attention, "local:recent=7", "a2sf:alpha=0.3,heavy=0,recent=7");
        same(attention, "h2o:heavy=4,recent=3", "a2sf:alpha=1,heavy=4,recent=3");
        same(attention, "a2sf-recent:alpha=0.2,budget=7", "a2sf:alpha=0.2,heavy=4,recent=3");
    }

    private static void same(float[] attention, String one, String other) {
        EvictionRecord a = Simulation.run(attention, HEADS, HEADS, TOKENS, CachePolicy.parse(one), 0, Timing.STREAMING, Simulation.Listener.NONE);
        EvictionRecord b = Simulation.run(attention, HEADS, HEADS, TOKENS, CachePolicy.parse(other), 0, Timing.STREAMING, Simulation.Listener.NONE);
        for (int i = 0; i < HEADS * TOKENS; i++) {
            assertEquals(a.evictedAfter(i / TOKENS, i % TOKENS), b.evictedAfter(i / TOKENS, i % TOKENS), one + " and " + other);
        }
        assertEquals(1, a.jaccard(b));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void permutedHeadsGivePermutedResults(long seed) {
        float[] attention = attention(seed);
        float[] turned = new float[attention.length];
        int head = TOKENS * TOKENS;
        for (int h = 0; h < HEADS; h++) {
            System.arraycopy(attention, h * head, turned, (h + 1) % HEADS * head, head);
        }
        CachePolicy policy = CachePolicy.parse("a2sf:heavy=6");
        EvictionRecord a = Simulation.run(attention, HEADS, HEADS, TOKENS, policy, 0, Timing.STREAMING, Simulation.Listener.NONE);
        EvictionRecord b = Simulation.run(turned, HEADS, HEADS, TOKENS, policy, 0, Timing.STREAMING, Simulation.Listener.NONE);
        for (int i = 0; i < HEADS * TOKENS; i++) {
            assertEquals(a.evictedAfter(i / TOKENS, i % TOKENS), b.evictedAfter((i / TOKENS + 1) % HEADS, i % TOKENS));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noPolicyRetainsMoreThanTheIdealOfOneKeyMore(long seed) {
        float[] attention = attention(seed);
        EvictionRecord ideal = record(attention, "ideal:budget=8");
        for (String policy : new String[] {"h2o:budget=7", "a2sf:heavy=7", "local:recent=7", "random:budget=7"}) {
            EvictionRecord record = record(attention, policy);
            for (int i = 0; i < HEADS * TOKENS; i++) {
                assertTrue(ideal.mass(i / TOKENS, i % TOKENS) >= record.mass(i / TOKENS, i % TOKENS) - 1e-6, policy);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theRecursionIsTheClosedFormBeforeAnythingIsEvicted(long seed) {
        float[] attention = attention(seed);
        double alpha = 0.7;
        visible(attention, "a2sf:alpha=0.7,heavy=" + (TOKENS - 1), (head, query, seen, scores) -> {
            for (int key = 0; key <= query; key++) {
                double closed = 0;
                for (int q = key; q <= query; q++) {
                    closed += Math.pow(alpha, query - q) * attention[(head * TOKENS + q) * TOKENS + key];
                }
                assertEquals(closed, scores[key], 1e-9);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void chanceIsRepeatableAndDependsOnItsSeed(long seed) {
        float[] attention = attention(seed);
        same(attention, "random:budget=7,seed=3", "random:budget=7,seed=3");
        assertTrue(record(attention, "random:budget=7,seed=3").jaccard(record(attention, "random:budget=7,seed=4")) < 0.9);
    }

    @Test
    void attentionThatNoArrayHoldsIsRefused() {
        Simulation.requireRoom(32, 8191);
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> Simulation.requireRoom(32, 8192));
        assertEquals("D-305", refusal.code());
        assertThrows(UnusableInputException.class, () -> Simulation.requireRoom(16, 65_536), "of which the size in 32 bits is 0");
    }

    /// Keys leave by their slot in the order of positions: were one seed's draws another's one step later, the slots would repeat.
    @Test
    void aSeedIsNoShiftOfAnother() {
        float[] attention = attention(1);
        EvictionRecord first = record(attention, "random:budget=7");
        EvictionRecord next = record(attention, "random:budget=7,seed=1");
        for (int shift = -1; shift <= 1; shift++) {
            assertTrue(equalSlots(first, next, shift) < 10, "shifted by " + shift);
        }
    }

    /// How many of about 31 evictions of head 0 take the same slot where the other is `shift` queries later.
    private static long equalSlots(EvictionRecord one, EvictionRecord other, int shift) {
        return IntStream.range(8, TOKENS - 2).filter(query -> slot(one, query) == slot(other, query + shift)).count();
    }

    /// The rank among the keys seen until then of the key that leaves after a query.
    private static int slot(EvictionRecord record, int query) {
        int slot = 0;
        for (int key = 0; key <= query; key++) {
            int after = record.evictedAfter(0, key);
            if (after == query) {
                return slot;
            }
            slot += after < 0 || after > query ? 1 : 0;
        }
        return -1;
    }

    private static EvictionRecord record(float[] attention, String policy) {
        return Simulation.run(attention, HEADS, HEADS, TOKENS, CachePolicy.parse(policy), 0, Timing.STREAMING, Simulation.Listener.NONE);
    }

    private static void visible(float[] attention, String policy, Simulation.Listener listener) {
        Simulation.run(attention, HEADS, HEADS, TOKENS, CachePolicy.parse(policy), 0, Timing.STREAMING, listener);
    }

    /// Random causal attention with a sink.
    private static float[] attention(long seed) {
        Random random = new Random(seed);
        float[] attention = new float[HEADS * TOKENS * TOKENS];
        IntStream.range(0, HEADS * TOKENS).forEach(row -> {
            int keys = row % TOKENS + 1;
            double[] weights = IntStream.range(0, keys).mapToDouble(key -> Math.exp(random.nextGaussian() + (key == 0 ? 1.5 : 0))).toArray();
            double sum = Arrays.stream(weights).sum();
            for (int key = 0; key < keys; key++) {
                attention[row * TOKENS + key] = (float) (weights[key] / sum);
            }
        });
        return attention;
    }
}
