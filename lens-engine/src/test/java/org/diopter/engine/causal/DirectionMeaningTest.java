package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.diopter.engine.runtime.Cancellation;
import org.junit.jupiter.api.Test;

class DirectionMeaningTest {
    @Test
    void effectsAreTheChangesOfLogitsWithTheNormHeldStill() {
        SyntheticHead synthetic = SyntheticHead.of(true, false, true, 20, 1100, 5);
        float[] v = Vectors.toFloats(synthetic.direction(3));
        float[] mean = synthetic.states().mean();
        try (Workers workers = new Workers(2);
                ReadOutHead head = synthetic.open(workers)) {
            DirectionMeaning meaning = DirectionMeaning.of(new LayerHead(head, synthetic.translator()), v, mean, 4, new Cancellation());
            double[] slopes = slopes(synthetic, v, mean);
            double average = Arrays.stream(slopes).average().orElseThrow();
            double[] sorted = Arrays.stream(slopes).sorted().toArray();
            for (int i = 0; i < 4; i++) {
                assertEquals(slopes[meaning.promoted().get(i).id()] - average, meaning.promoted().get(i).effect(), 1e-3);
                assertEquals(sorted[sorted.length - 1 - i] - average, meaning.promoted().get(i).effect(), 1e-3);
                assertEquals(sorted[i] - average, meaning.suppressed().get(i).effect(), 1e-3);
            }
        }
    }

    /// d logits / d step along v, without the part that the norm's division adds, which is proportional to the logits less their constants.
    private static double[] slopes(SyntheticHead synthetic, float[] v, float[] mean) {
        int width = v.length;
        int vocabulary = synthetic.matrix().length / width;
        double[] t = AffineMap.of(synthetic.translator(), Vectors.toDoubles(mean));
        double[] q = AffineMap.linear(synthetic.translator(), Vectors.toDoubles(v));
        double meanT = Arrays.stream(t).average().orElseThrow();
        double meanQ = Arrays.stream(q).average().orElseThrow();
        double square = Arrays.stream(t).map(value -> (value - meanT) * (value - meanT) / width).sum();
        double[] slopes = new double[vocabulary];
        for (int j = 0; j < vocabulary; j++) {
            for (int k = 0; k < width; k++) {
                slopes[j] += synthetic.matrix()[j * width + k] * synthetic.form().scale()[k] * (q[k] - meanQ);
            }
            slopes[j] /= Math.sqrt(square + synthetic.form().epsilon());
        }
        return slopes;
    }
}
