package org.diopter.engine.lens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.engine.math.ChunkMath;
import org.diopter.engine.runtime.FloatTensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One column at vocabularies around whole numbers of chunks, against the definitions in double. What matters lies at the row's end.
class ColumnReaderTest {
    private static final int ROWS = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, ChunkMath.SIZE - 1, ChunkMath.SIZE, ChunkMath.SIZE + 1, 1500, 2 * ChunkMath.SIZE, 2 * ChunkMath.SIZE + 1})
    void theEndOfARowCountsWhereverItFallsInAChunk(int vocabulary) {
        float[] z = logits(vocabulary);
        Logits logits = new Logits(FloatTensor.of(z, ROWS, vocabulary).segment(), vocabulary);
        TrajectoryCells cells = new TrajectoryCells(ROWS, 1, vocabulary);
        int next = vocabulary - 1;
        new ColumnReader(logits, vocabulary).read(new ColumnReader.Column(logits, 0, new int[] {0, 1, 2}, 0, next), cells);
        double[] p = logarithms(z, 2, vocabulary);
        for (int row = 0; row < ROWS; row++) {
            double[] q = logarithms(z, row, vocabulary);
            double[] below = logarithms(z, Math.max(0, row - 1), vocabulary);
            String where = "row " + row;
            assertClose(expected(q, q, true), cells.get(Statistic.ENTROPY, row), where);
            assertClose(expected(p, p, false) - expected(p, q, false), cells.get(Statistic.KL_TO_FINAL, row), where);
            assertClose(jensenShannon(p, q), cells.get(Statistic.JENSEN_SHANNON, row), where);
            assertClose(variation(p, q), cells.get(Statistic.TOTAL_VARIATION, row), where);
            assertClose(-q[next], cells.get(Statistic.CROSS_ENTROPY, row), where);
            float rank = 1 + (int) Arrays.stream(q).filter(l -> l > q[next]).count();
            assertEquals(rank, cells.get(Statistic.RANK_OF_NEXT, row), where);
            if (row > 0) {
                assertClose(expected(q, q, false) - expected(q, below, false), cells.get(Statistic.CHANGE, row), where);
            }
            assertOrder(q, cells, row);
        }
    }

    private static float[] logits(int vocabulary) {
        Random random = new Random(vocabulary);
        float[] z = new float[ROWS * vocabulary];
        for (int i = 0; i < z.length; i++) {
            z[i] = 3 * (float) random.nextGaussian();
        }
        for (int row = 0; row < ROWS; row++) {
            z[(row + 1) * vocabulary - 1] = 8 + row;
        }
        return z;
    }

    private static void assertOrder(double[] q, TrajectoryCells cells, int row) {
        int[] order = IntStream.range(0, q.length).boxed()
                .sorted(Comparator.<Integer>comparingDouble(id -> -q[id]).thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int k = 0; k < q.length; k++) {
            assertEquals(order[k], cells.topIds[row * q.length + k], "place " + k + " of row " + row);
        }
    }

    private static void assertClose(double expected, float actual, String where) {
        assertEquals(expected, actual, 2e-6 * Math.max(1, Math.abs(expected)), where);
    }

    private static double[] logarithms(float[] z, int row, int vocabulary) {
        double sum = 0;
        for (int id = 0; id < vocabulary; id++) {
            sum += Math.exp(z[row * vocabulary + id]);
        }
        double normalizer = Math.log(sum);
        return IntStream.range(0, vocabulary).mapToDouble(id -> z[row * vocabulary + id] - normalizer).toArray();
    }

    /// Σ a log b, of logarithms; negated for an entropy.
    private static double expected(double[] logA, double[] logB, boolean negated) {
        double sum = IntStream.range(0, logA.length).mapToDouble(id -> Math.exp(logA[id]) * logB[id]).sum();
        return negated ? -sum : sum;
    }

    private static double jensenShannon(double[] logP, double[] logQ) {
        return IntStream.range(0, logP.length).mapToDouble(id -> {
            double p = Math.exp(logP[id]);
            double q = Math.exp(logQ[id]);
            double logMean = Math.log((p + q) / 2);
            return (p * (logP[id] - logMean) + q * (logQ[id] - logMean)) / 2;
        }).sum();
    }

    private static double variation(double[] logP, double[] logQ) {
        return IntStream.range(0, logP.length).mapToDouble(id -> Math.abs(Math.exp(logP[id]) - Math.exp(logQ[id]))).sum() / 2;
    }
}
