package org.diopter.engine.generate;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Chooses the tokens of one text, one after the other. Each token takes one number from the seed's sequence, whatever the logits are: two texts under one seed
/// differ only where the model does.
public final class TokenSampler {
    private final Sampling sampling;
    private final SplittableRandom random;

    public TokenSampler(Sampling sampling) {
        this.sampling = sampling;
        this.random = new SplittableRandom(sampling.seed());
    }

    /// The next token.
    ///
    /// @param logits [V], no NaN among them. Not modified.
    public int next(float[] logits) {
        if (sampling.isGreedy()) {
            return likeliest(logits);
        }
        long[] ranking = ranking(logits);
        int kept = sampling.topK() == 0 ? logits.length : Math.min(sampling.topK(), logits.length);
        double[] upTo = new double[kept];
        double largest = logits[id(ranking[0])];
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += Math.exp((logits[id(ranking[i])] - largest) / sampling.temperature());
            upTo[i] = sum;
        }
        kept = 1 + firstReaching(upTo, kept, sampling.topP() * sum);
        return id(ranking[firstReaching(upTo, kept, random.nextDouble() * upTo[kept - 1])]);
    }

    /// The token with the largest logit; of equal ones the first.
    static int likeliest(float[] logits) {
        int likeliest = 0;
        for (int id = 1; id < logits.length; id++) {
            likeliest = logits[id] > logits[likeliest] ? id : likeliest;
        }
        return likeliest;
    }

    /// All ids by descending logit, the lower of equal ones first, each in the lower half of a number.
    private static long[] ranking(float[] logits) {
        long[] ranking = new long[logits.length];
        for (int id = 0; id < ranking.length; id++) {
            int bits = Float.floatToIntBits(logits[id] + 0f);
            int ascending = bits < 0 ? ~bits ^ Integer.MIN_VALUE : bits;
            ranking[id] = (long) ~ascending << Integer.SIZE | id;
        }
        Arrays.sort(ranking);
        return ranking;
    }

    private static int id(long ranked) {
        return (int) ranked;
    }

    /// The first index at which ascending sums reach a value, or the last.
    private static int firstReaching(double[] upTo, int count, double value) {
        int index = 0;
        while (index < count - 1 && upTo[index] < value) {
            index++;
        }
        return index;
    }
}
