package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.diopter.engine.runtime.Cancellation;
import org.junit.jupiter.api.Test;

class StartVectorsTest {
    /// A matrix with three strong directions among 60.
    @Test
    void theStrongestDirectionsOfTheUnembeddingAreFoundInOrder() {
        int width = 60;
        double[][] planted = StartVectors.random(3, width, 4);
        Random random = new Random(2);
        float[] matrix = SyntheticHead.numbers(random, 800 * width, 0.05, 0);
        for (int j = 0; j < 800; j++) {
            for (int i = 0; i < 3; i++) {
                double strength = (3 - i) * random.nextGaussian();
                for (int k = 0; k < width; k++) {
                    matrix[j * width + k] += (float) (strength * planted[i][k]);
                }
            }
        }
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        ReadOutHead.Form form = new ReadOutHead.Form(false, 1e-6, ones, Optional.empty(), Optional.empty(), OptionalDouble.empty());
        SyntheticHead synthetic = new SyntheticHead(form, matrix, Optional.empty(), new States(width, new float[2 * width]));
        try (Workers workers = new Workers(2);
                ReadOutHead head = synthetic.open(workers)) {
            double[][] starts = StartVectors.of(new LayerHead(head, Optional.empty()), 3, 0, new Cancellation());
            for (int i = 0; i < 3; i++) {
                assertTrue(Math.abs(Vectors.dot(planted[i], starts[i])) > 0.98, "start " + i);
            }
            assertOrthonormal(starts);
        }
    }

    @Test
    void asManyAsTheWidthAreABasis() {
        SyntheticHead synthetic = SyntheticHead.of(true, false, true, 12, 300, 20);
        try (Workers workers = new Workers(2);
                ReadOutHead head = synthetic.open(workers)) {
            double[][] starts = StartVectors.of(new LayerHead(head, synthetic.translator()), 12, 0, new Cancellation());
            assertEquals(12, starts.length);
            assertOrthonormal(starts);
        }
    }

    @Test
    void randomDirectionsAreOrthonormalAndDependOnTheSeed() {
        double[][] random = StartVectors.random(8, 30, 5);
        assertOrthonormal(random);
        assertEquals(random[3][7], StartVectors.random(8, 30, 5)[3][7]);
        assertTrue(random[3][7] != StartVectors.random(8, 30, 6)[3][7]);
    }

    private static void assertOrthonormal(double[][] vectors) {
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j <= i; j++) {
                assertEquals(i == j ? 1 : 0, Vectors.dot(vectors[i], vectors[j]), 1e-10);
            }
        }
    }
}
