package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.RankRule;
import org.diopter.engine.math.Decomposition;
import org.diopter.engine.math.ExactDecomposer;
import org.diopter.engine.math.OpenBlas;
import org.diopter.engine.testing.Matrices;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.model.Progress;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReducedMatrixTest {
    private final OpenBlas blas = Matrices.blas();
    private final ExactDecomposer decomposer = new ExactDecomposer(blas);

    private FMatrixRMaj reduced(FMatrixRMaj matrix, ComponentMask mask) {
        return ReducedMatrix.of(decomposer.decompose(matrix, Progress.NONE), mask, blas);
    }

    @Test
    void theIntegerExampleIsCutAsKnown() {
        FMatrixRMaj matrix = Matrices.of(new float[][] {{4, 0}, {3, -5}});
        assertTrue(Matrices.distance(Matrices.of(new float[][] {{2, -2}, {4, -4}}), reduced(matrix, new ComponentMask.Top(1))) < 1e-6);
        FMatrixRMaj tail = reduced(matrix, new ComponentMask.Tail(1));
        assertTrue(Matrices.distance(Matrices.of(new float[][] {{2, 2}, {-1, -1}}), tail) < 1e-6);
        assertEquals(Math.sqrt(10), Matrices.norm(tail), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.5", "0.9"})
    void aMatrixOfATrainedModelIsCutAsInFloat64(String rho) {
        Reference reference = Reference.read(Shared.file("oracles/methods/laser/matrix.safetensors"));
        FMatrixRMaj matrix = matrix(reference, "W", 172, 64);
        Decomposition factors = decomposer.decompose(matrix, Progress.NONE);
        double[] values = reference.numbers("singular_values");
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], factors.values()[i], 1e-6 * values[i]);
        }
        ComponentMask top = ComponentMask.Share.of(rho);
        int rank = RankRule.rank(new BigDecimal(rho), 64);
        assertTrue(Matrices.distance(matrix(reference, "rho-" + rho + ".top", 172, 64), ReducedMatrix.of(factors, top, blas)) < 1e-5);
        assertTrue(Matrices.distance(
                matrix(reference, "rho-" + rho + ".tail", 172, 64), ReducedMatrix.of(factors, new ComponentMask.Tail(64 - rank), blas)) < 1e-5);
        assertTrue(Matrices.distance(
                matrix(reference, "rho-" + rho + ".bottom_k", 172, 64), ReducedMatrix.of(factors, new ComponentMask.Tail(rank), blas)) < 1e-5);
        FMatrixRMaj out = new FMatrixRMaj(0, 0);
        blas.multTransB(matrix(reference, "x", 6, 64), ReducedMatrix.of(factors, top, blas), out);
        assertTrue(Matrices.distance(matrix(reference, "rho-" + rho + ".x_out", 6, 172), out) < 1e-4);
    }

    private static FMatrixRMaj matrix(Reference reference, String name, int rows, int columns) {
        double[] numbers = reference.numbers(name);
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < numbers.length; i++) {
            matrix.data[i] = (float) numbers[i];
        }
        return matrix;
    }

    @Test
    void topAndTailAddUpAndAreOrthogonal() {
        FMatrixRMaj matrix = Matrices.falling(30, 90, -0.5, 1);
        FMatrixRMaj top = reduced(matrix, new ComponentMask.Top(11));
        FMatrixRMaj tail = reduced(matrix, new ComponentMask.Tail(19));
        double inner = 0;
        FMatrixRMaj sum = top.copy();
        for (int i = 0; i < sum.data.length; i++) {
            inner += (double) top.data[i] * tail.data[i];
            sum.data[i] += tail.data[i];
        }
        assertTrue(Matrices.distance(matrix, sum) < 1e-6);
        assertEquals(0, inner, 1e-5);
    }

    @Test
    void theErrorIsWhatTheRemovedValuesSay() {
        FMatrixRMaj matrix = Matrices.falling(30, 90, -0.5, 2);
        Decomposition factors = decomposer.decompose(matrix, Progress.NONE);
        BitSet kept = new ComponentMask.Top(7).kept(30);
        FMatrixRMaj difference = ReducedMatrix.of(factors, new ComponentMask.Top(7), blas);
        for (int i = 0; i < difference.data.length; i++) {
            difference.data[i] -= matrix.data[i];
        }
        Spectrum spectrum = Spectrum.of(factors);
        assertEquals(spectrum.relativeError(kept), Matrices.norm(difference) / Matrices.norm(matrix), 1e-6);
        assertEquals(spectrum.spectralError(kept), decomposer.decompose(difference, Progress.NONE).values()[0], 1e-5);
    }

    @Test
    void anOutputChangesByNoMoreThanTheFirstRemovedValue() {
        FMatrixRMaj matrix = Matrices.falling(40, 100, -0.5, 6);
        Decomposition factors = decomposer.decompose(matrix, Progress.NONE);
        Random random = new Random(6);
        for (int rank : new int[] {1, 7, 39}) {
            FMatrixRMaj cut = ReducedMatrix.of(factors, new ComponentMask.Top(rank), blas);
            for (int trial = 0; trial < 20; trial++) {
                double[] x = random.doubles(100, -1, 1).toArray();
                double change = 0;
                for (int row = 0; row < 40; row++) {
                    double difference = 0;
                    for (int column = 0; column < 100; column++) {
                        difference += (matrix.data[row * 100 + column] - (double) cut.data[row * 100 + column]) * x[column];
                    }
                    change += difference * difference;
                }
                double length = Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
                assertTrue(Math.sqrt(change) <= factors.values()[rank] * length * (1 + 1e-5), "rank " + rank);
            }
        }
    }

    @Test
    void cuttingTwiceIsCuttingOnce() {
        FMatrixRMaj matrix = Matrices.falling(24, 60, -0.5, 3);
        FMatrixRMaj once = reduced(matrix, new ComponentMask.Top(5));
        assertTrue(Matrices.distance(once, reduced(once, new ComponentMask.Top(5))) < 1e-6);
        assertTrue(Matrices.distance(once, reduced(reduced(matrix, new ComponentMask.Top(9)), new ComponentMask.Top(5))) < 1e-6);
        assertTrue(Matrices.distance(once, reduced(once, new ComponentMask.Top(9))) < 1e-6);
    }

    @Test
    void theTransposeIsCutToTheTranspose() {
        FMatrixRMaj matrix = Matrices.falling(24, 60, -0.5, 4);
        FMatrixRMaj cut = reduced(matrix, new ComponentMask.Top(5));
        assertTrue(Matrices.distance(Matrices.transposed(cut), reduced(Matrices.transposed(matrix), new ComponentMask.Top(5))) < 1e-6);
    }

    @Test
    void allComponentsAreTheMatrixUpToRounding() {
        FMatrixRMaj matrix = Matrices.falling(40, 40, -2, 5);
        assertTrue(Matrices.distance(matrix, reduced(matrix, ComponentMask.Share.of("1"))) < 1e-6);
    }

    @Test
    void noOtherMatrixOfThatRankIsNearer() {
        FMatrixRMaj matrix = Matrices.falling(20, 50, -0.5, 6);
        double best = distance(matrix, reduced(matrix, new ComponentMask.Top(4)));
        for (int seed = 0; seed < 5; seed++) {
            FMatrixRMaj basis = Matrices.gaussian(20, 4, 100 + seed);
            blas.orthonormalise(basis);
            FMatrixRMaj coordinates = new FMatrixRMaj(0, 0);
            FMatrixRMaj projected = new FMatrixRMaj(0, 0);
            blas.multTransA(basis, matrix, coordinates);
            blas.mult(basis, coordinates, projected);
            assertTrue(distance(matrix, projected) > best);
        }
    }

    private static double distance(FMatrixRMaj a, FMatrixRMaj b) {
        FMatrixRMaj difference = a.copy();
        for (int i = 0; i < difference.data.length; i++) {
            difference.data[i] -= b.data[i];
        }
        return Matrices.norm(difference);
    }

    @Test
    void keepingNothingIsZero() {
        FMatrixRMaj zero = reduced(Matrices.gaussian(3, 5, 1), new ComponentMask.Share(BigDecimal.ZERO, true));
        assertEquals(0, Matrices.norm(zero));
        assertEquals(5, zero.numCols);
    }

    @Test
    void pruningTakesTheSmallestEntriesAndOfEqualOnesTheFirst() {
        FMatrixRMaj matrix = Matrices.of(new float[][] {{1, -2, 3}, {-1, 2, -0.5f}});
        assertArrayEquals(new float[] {0, -2, 3, -1, 2, 0}, ReducedMatrix.withoutSmallest(matrix, new BigDecimal("0.34")).data);
        assertArrayEquals(new float[] {0, 0, 3, 0, 2, 0}, ReducedMatrix.withoutSmallest(matrix, new BigDecimal("0.67")).data);
        assertArrayEquals(matrix.data, ReducedMatrix.withoutSmallest(matrix, new BigDecimal("0")).data);
        assertArrayEquals(new float[6], ReducedMatrix.withoutSmallest(matrix, new BigDecimal("1")).data);
        assertEquals(List.of(1f, -2f), List.of(matrix.data[0], matrix.data[1]));
    }
}
