package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.model.CancelledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Products with a matrix of one whole tile and a bit of 1,100 tokens, against the same in double.
class HeadMatrixTest {
    private static final int VOCABULARY = 2100;
    private static final int WIDTH = 13;

    private final Workers workers = new Workers(2);
    private final float[] weights = SyntheticHead.numbers(new Random(1), VOCABULARY * WIDTH, 1, 0);
    private final HeadMatrix matrix = open(true, weights);

    private HeadMatrix open(boolean tokenFirst, float[] values) {
        HeadMatrix.Source source = (element, into) -> System.arraycopy(values, (int) element, into, 0, into.length);
        return HeadMatrix.of(VOCABULARY, WIDTH, tokenFirst, source, workers, new Cancellation());
    }

    @AfterEach
    void close() {
        matrix.close();
        workers.close();
    }

    @Test
    void theProductWithAVector() {
        float[] x = SyntheticHead.numbers(new Random(2), WIDTH, 1, 0);
        float[][] u = matrix.vector();
        matrix.multiply(x, u, new Cancellation());
        for (int token = 0; token < VOCABULARY; token++) {
            assertEquals(product(token, x), u[token / ChunkLoops.SIZE][token % ChunkLoops.SIZE], 1e-3, "token " + token);
        }
        assertEquals(0, u[VOCABULARY / ChunkLoops.SIZE][VOCABULARY % ChunkLoops.SIZE], "behind the end");
    }

    @Test
    void theProductWithRowsIsThatWithEach() {
        float[][] x = {SyntheticHead.numbers(new Random(2), WIDTH, 1, 0), SyntheticHead.numbers(new Random(3), WIDTH, 1, 0)};
        int padded = matrix.chunks() * ChunkLoops.SIZE;
        FloatTensor y = FloatTensor.zeros(2, padded);
        matrix.multiply(x, y, new Cancellation());
        float[][] u = matrix.vector();
        for (int row = 0; row < 2; row++) {
            matrix.multiply(x[row], u, new Cancellation());
            for (int token = 0; token < VOCABULARY; token++) {
                assertEquals(u[token / ChunkLoops.SIZE][token % ChunkLoops.SIZE], y.get((long) row * padded + token));
            }
        }
    }

    @Test
    void theProductWithTheTransposedMatrix() {
        float[] w = SyntheticHead.numbers(new Random(4), VOCABULARY, 1, 0);
        double[] g = matrix.multiplyTransposed((tile, into) -> fill(w, tile, into), new Cancellation());
        for (int k = 0; k < WIDTH; k++) {
            double expected = 0;
            for (int token = 0; token < VOCABULARY; token++) {
                expected += (double) weights[token * WIDTH + k] * w[token];
            }
            assertEquals(expected, g[k], 5e-3, "component " + k);
        }
    }

    private static void fill(float[] w, int tile, float[] into) {
        int length = Math.min(ChunkLoops.SIZE, w.length - tile * ChunkLoops.SIZE);
        System.arraycopy(w, tile * ChunkLoops.SIZE, into, 0, length);
    }

    @Test
    void aMatrixStoredTheOtherWayRoundIsTheSame() {
        float[] transposed = new float[weights.length];
        for (int token = 0; token < VOCABULARY; token++) {
            for (int k = 0; k < WIDTH; k++) {
                transposed[k * VOCABULARY + token] = weights[token * WIDTH + k];
            }
        }
        float[] x = SyntheticHead.numbers(new Random(2), WIDTH, 1, 0);
        float[][] expected = matrix.vector();
        matrix.multiply(x, expected, new Cancellation());
        try (HeadMatrix other = open(false, transposed)) {
            float[][] u = other.vector();
            other.multiply(x, u, new Cancellation());
            for (int tile = 0; tile < u.length; tile++) {
                assertArrayEquals(expected[tile], u[tile]);
            }
        }
    }

    private double product(int token, float[] x) {
        double sum = 0;
        for (int k = 0; k < WIDTH; k++) {
            sum += (double) weights[token * WIDTH + k] * x[k];
        }
        return sum;
    }

    @Test
    void aHeadThatIsCancelledLetsGoOfItsMatrix() {
        HeadMatrix given = open(true, weights);
        ReadOutHead.Form form = new ReadOutHead.Form(
                false, 0, new float[WIDTH], Optional.of(new float[WIDTH]), Optional.empty(), OptionalDouble.empty());
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        assertThrows(CancelledException.class, () -> ReadOutHead.of(form, given, workers, cancelled));
        assertThrows(IllegalStateException.class, given::close, "it is closed already");
    }
}
