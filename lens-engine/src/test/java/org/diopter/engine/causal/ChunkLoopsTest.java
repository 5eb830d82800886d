package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkLoopsTest {
    /// From moves that are next to nothing to the largest that are asked for.
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-3, 0.1, 1, 4})
    void aProbabilityIsChangedByTheExponentialOfALogitsMove(double most) {
        Random random = new Random(3);
        float[] y = new float[ChunkLoops.SIZE];
        float[] u = new float[ChunkLoops.SIZE];
        float[] p = new float[ChunkLoops.SIZE];
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) (most * (2 * random.nextDouble() - 1));
            u[i] = y[i];
            p[i] = (float) random.nextDouble();
        }
        float[] d = new float[ChunkLoops.SIZE];
        Arrays.fill(d, Float.NaN);
        ChunkLoops.change(p, y, 0.25f, u, 0.75f, d);
        for (int i = 0; i < y.length; i++) {
            double expected = p[i] * Math.expm1(y[i]);
            assertEquals(expected, d[i], 1e-6 * Math.abs(expected), "a move of " + y[i]);
        }
    }
}
