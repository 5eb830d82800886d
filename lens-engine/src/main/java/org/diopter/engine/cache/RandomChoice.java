package org.diopter.engine.cache;

import java.util.SplittableRandom;

/// Evicts any key, each as likely as another; the query's own key too, once it has answered.
final class RandomChoice implements KeyChoice {
    private final int budget;
    private final Timing timing;
    private final SplittableRandom random;
    private final int[] positions;
    private int count;

    /// @param tokens of the text
    RandomChoice(int budget, Timing timing, int tokens, long seed) {
        this.budget = budget;
        this.timing = timing;
        this.random = new SplittableRandom(seed);
        this.positions = new int[tokens];
    }

    @Override
    public int choose(int query, float[][] attention, int[] visible) {
        while (query > 0 && timing.evictsAfter(query - 1) && count > budget) {
            int slot = random.nextInt(count);
            System.arraycopy(positions, slot + 1, positions, slot, count - slot - 1);
            count--;
        }
        positions[count++] = query;
        System.arraycopy(positions, 0, visible, 0, count);
        return count;
    }
}
