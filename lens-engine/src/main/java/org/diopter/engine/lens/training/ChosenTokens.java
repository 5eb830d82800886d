package org.diopter.engine.lens.training;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.diopter.engine.runtime.FloatTensor;

/// The tokens that a restricted gradient looks at: all that the teacher finds likely somewhere in the batch, and a uniform sample of the others.
///
/// Each sampled token stands for (V − likely) / sampled tokens, so that sums over the chosen ones estimate sums over all without bias.
///
/// @param ids ascending; the likely ones first
/// @param weights how many tokens each stands for
@SuppressWarnings("ArrayRecordComponent")
record ChosenTokens(int[] ids, float[] weights) {

    /// @param teacher over all tokens; every token with a probability of at least `likely` in any row is taken, by descending largest probability as
    ///     far as `limit` allows
    /// @param sampled how many others
    static ChosenTokens of(FloatTensor teacher, float likely, int limit, int sampled, Random random) {
        int vocabulary = Math.toIntExact(teacher.size(1));
        float[] largest = largest(teacher, vocabulary);
        float bound = likely;
        if (count(largest, bound) > limit) {
            float[] sorted = largest.clone();
            Arrays.sort(sorted);
            bound = Math.max(likely, Math.nextUp(sorted[vocabulary - limit - 1]));
        }
        BitSet top = new BitSet(vocabulary);
        for (int id = 0; id < vocabulary; id++) {
            top.set(id, largest[id] >= bound);
        }
        int others = vocabulary - top.cardinality();
        return join(top, sample(top, vocabulary, Math.min(sampled, others), random), vocabulary);
    }

    private static int count(float[] largest, float bound) {
        int count = 0;
        for (float p : largest) {
            count += p >= bound ? 1 : 0;
        }
        return count;
    }

    private static float[] largest(FloatTensor teacher, int vocabulary) {
        float[] largest = new float[vocabulary];
        float[] row = new float[vocabulary];
        for (long r = 0; r < teacher.size(0); r++) {
            teacher.copyTo(r * vocabulary, row, 0, vocabulary);
            for (int id = 0; id < vocabulary; id++) {
                largest[id] = Math.max(largest[id], row[id]);
            }
        }
        return largest;
    }

    /// Without replacement, each set of this size equally likely.
    private static int[] sample(BitSet top, int vocabulary, int count, Random random) {
        int[] others = new int[vocabulary - top.cardinality()];
        int at = 0;
        for (int id = top.nextClearBit(0); id < vocabulary; id = top.nextClearBit(id + 1)) {
            others[at++] = id;
        }
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(others.length - i);
            int swap = others[i];
            others[i] = others[j];
            others[j] = swap;
        }
        int[] chosen = Arrays.copyOf(others, count);
        Arrays.sort(chosen);
        return chosen;
    }

    private static ChosenTokens join(BitSet top, int[] sampled, int vocabulary) {
        int likely = top.cardinality();
        int[] ids = Arrays.copyOf(top.stream().toArray(), likely + sampled.length);
        System.arraycopy(sampled, 0, ids, likely, sampled.length);
        float[] weights = new float[ids.length];
        Arrays.fill(weights, 0, likely, 1f);
        Arrays.fill(weights, likely, ids.length, (float) (vocabulary - likely) / Math.max(1, sampled.length));
        return new ChosenTokens(ids, weights);
    }
}
