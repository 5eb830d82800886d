package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.math.ExactDecomposer;
import org.diopter.engine.testing.Matrices;
import org.diopter.model.Progress;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpectrumTest {
    private final ExactDecomposer decomposer = new ExactDecomposer(Matrices.blas());

    /// W = [[4, 0], [3, −5]]: σ² = 40 and 10.
    @Test
    void theIntegerExampleHasItsKnownNumbers() {
        Spectrum spectrum = Spectrum.of(decomposer.decompose(Matrices.of(new float[][] {{4, 0}, {3, -5}}), Progress.NONE));
        assertEquals(Math.sqrt(40), spectrum.values()[0], 1e-12);
        assertEquals(Math.sqrt(10), spectrum.values()[1], 1e-12);
        assertEquals(50, spectrum.energy(), 1e-12);
        assertEquals(0.8, spectrum.energyKept(new ComponentMask.Top(1).kept(2)), 1e-12);
        assertEquals(Math.sqrt(0.2), spectrum.relativeError(new ComponentMask.Top(1).kept(2)), 1e-12);
        assertEquals(Math.sqrt(10), spectrum.spectralError(new ComponentMask.Top(1).kept(2)), 1e-12);
        assertEquals(Math.sqrt(40), spectrum.spectralError(new ComponentMask.Tail(1).kept(2)), 1e-12);
        assertEquals(0, spectrum.spectralError(new ComponentMask.Top(2).kept(2)));
        assertEquals(1.25, spectrum.stableRank(), 1e-12);
        double large = 2.0 / 3;
        assertEquals(Math.exp(-large * Math.log(large) - (1 - large) * Math.log(1 - large)), spectrum.effectiveRank(), 1e-12);
        assertEquals(1.88988, spectrum.effectiveRank(), 1e-5);
    }

    @Test
    void equalValuesHaveTheFullEffectiveRank() {
        assertEquals(3, new Spectrum(3, 5, new double[] {2, 2, 2}).effectiveRank(), 1e-12);
        assertEquals(3, new Spectrum(3, 5, new double[] {2, 2, 2}).stableRank(), 1e-12);
    }

    @Test
    void aMatrixOfZerosHasNoRank() {
        Spectrum zero = new Spectrum(2, 2, new double[] {0, 0});
        assertEquals(0, zero.effectiveRank());
        assertEquals(0, zero.stableRank());
        assertEquals(1, zero.energyKept(new ComponentMask.Top(1).kept(2)));
        assertEquals(0, zero.rankAboveNoise());
    }

    @ParameterizedTest
    @CsvSource({"256, 1024", "512, 512", "600, 200"})
    void noiseEndsAtItsEdge(int rows, int columns) {
        Spectrum spectrum = Spectrum.of(decomposer.decompose(Matrices.gaussian(rows, columns, 17), Progress.NONE));
        assertEquals(1, spectrum.noiseEdge() / (Math.sqrt(rows) + Math.sqrt(columns)), 0.01);
        assertEquals(1, spectrum.values()[0] / spectrum.noiseEdge(), 0.03);
        assertTrue(spectrum.rankAboveNoise() <= 2, "above: " + spectrum.rankAboveNoise());
    }

    @Test
    void whatIsPlantedInNoiseStandsAboveTheEdge() {
        FMatrixRMaj matrix = Matrices.gaussian(200, 800, 23);
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 800; j++) {
                matrix.data[i * 800 + j] += (float) (0.6 * Math.sin(i) * Math.cos(j) + 0.5 * Math.cos(3 * i) * Math.sin(2 * j) + (i == 7 ? 4 : 0));
            }
        }
        assertEquals(3, Spectrum.of(decomposer.decompose(matrix, Progress.NONE)).rankAboveNoise());
    }

    @Test
    void theMedianOfMarchenkoAndPasturIsKnown() {
        assertEquals(0.6528, new MarchenkoPastur(1).median(), 1e-3);
        assertEquals(1, new MarchenkoPastur(1e-6).median(), 1e-3);
    }
}
