package org.diopter.engine.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Evictions of made-up attention, seeded, under real policies.
public final class SyntheticEvictions {
    private SyntheticEvictions() {}

    /// Causal attention, [H, T, T], each row summing to 1.
    public static float[] attention(int heads, int tokens, long seed) {
        Random random = new Random(seed);
        float[] all = new float[heads * tokens * tokens];
        for (int row = 0; row < heads * tokens; row++) {
            int keys = row % tokens + 1;
            float sum = 0;
            for (int key = 0; key < keys; key++) {
                all[row * tokens + key] = (float) Math.exp(3 * random.nextGaussian());
                sum += all[row * tokens + key];
            }
            for (int key = 0; key < keys; key++) {
                all[row * tokens + key] /= sum;
            }
        }
        return all;
    }

    /// What a policy keeps in blocks that all have the same attention, and what it does to made-up predictions.
    public static PolicyOutcome outcome(float[] attention, int blocks, int heads, int tokens, CacheUse use) {
        List<EvictionRecord> records = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            records.add(Simulation.run(attention, heads, heads, tokens, use.policy(), block, use.timing(), Simulation.Listener.NONE));
        }
        List<Double> mass = records.stream().map(EvictionRecord::meanMass).toList();
        List<Double> one = Collections.nCopies(blocks, 1.0);
        return new PolicyOutcome(new PolicyEffect(use, use.policy().budget(tokens), 2, 0.25, 0.5, 0.75, mass, one, one, tokens), records, 2048, 4096);
    }

    /// What one head makes of its keys.
    public static HeadEvictions head(float[] attention, int heads, int tokens, CacheUse use, int head) {
        BlockCaches caches = new BlockCaches(use.policy(), 0, heads, heads, tokens, use.timing(), true);
        HeadEvictions seen = new HeadEvictions(tokens, use.policy() instanceof ScorePolicy, caches.record(), head);
        float[][] rows = new float[1][tokens];
        int[] visible = new int[tokens];
        for (int query = 0; query < tokens; query++) {
            System.arraycopy(attention, (head * tokens + query) * tokens, rows[0], 0, query + 1);
            int count = caches.row(head, query, rows, visible);
            float[] under = new float[tokens];
            float sum = 0;
            for (int i = 0; i < count; i++) {
                sum += rows[0][visible[i]];
            }
            for (int i = 0; i < count; i++) {
                under[visible[i]] = rows[0][visible[i]] / sum;
            }
            seen.answered(head, query, rows[0], under, caches.choice(head));
        }
        return seen;
    }
}
