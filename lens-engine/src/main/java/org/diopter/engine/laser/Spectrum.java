package org.diopter.engine.laser;

import java.util.Arrays;
import java.util.BitSet;
import org.diopter.engine.math.Decomposition;

/// The singular values of a matrix and what is read off them.
///
/// @param rows m
/// @param columns n
/// @param values min(m, n) of them, descending. Not to be modified
@SuppressWarnings("ArrayRecordComponent")
public record Spectrum(int rows, int columns, double[] values) {
    public static Spectrum of(Decomposition decomposition) {
        return new Spectrum(decomposition.rows(), decomposition.columns(), decomposition.values());
    }

    /// Σ σᵢ², the square of the Frobenius norm.
    public double energy() {
        double energy = 0;
        for (double value : values) {
            energy += value * value;
        }
        return energy;
    }

    /// The share of the energy that some components hold, 0 to 1; 1 for a matrix of zeros.
    public double energyKept(BitSet kept) {
        double all = energy();
        return all == 0 ? 1 : kept.stream().mapToDouble(i -> values[i] * values[i]).sum() / all;
    }

    /// The share of the energy that a projection of the matrix holds whose singular values are these, 0 to 1.
    public double energyOf(double[] projected) {
        double all = energy();
        return all == 0 ? 1 : Math.min(1, Arrays.stream(projected).map(value -> value * value).sum() / all);
    }

    /// ‖W − W'‖ / ‖W‖ in the Frobenius norm, where W' has only these components.
    public double relativeError(BitSet kept) {
        return Math.sqrt(Math.max(0, 1 - energyKept(kept)));
    }

    /// ‖W − W'‖₂: the largest singular value that is not kept, 0 if all are.
    public double spectralError(BitSet kept) {
        int first = kept.nextClearBit(0);
        return first < values.length ? values[first] : 0;
    }

    /// exp(−Σ pᵢ log pᵢ) with pᵢ = σᵢ / Σ σ (Roy and Vetterli): as how many equal components the spectrum is spread out. 0 for a matrix of zeros.
    public double effectiveRank() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        if (sum == 0) {
            return 0;
        }
        double entropy = 0;
        for (double value : values) {
            double p = value / sum;
            entropy -= p == 0 ? 0 : p * Math.log(p);
        }
        return Math.exp(entropy);
    }

    /// Σ σᵢ² / σ₀². 0 for a matrix of zeros.
    public double stableRank() {
        return values[0] == 0 ? 0 : energy() / (values[0] * values[0]);
    }

    /// Where the singular values of pure noise would end (see [MarchenkoPastur]). The noise's level is taken from the median singular value, which a few
    /// large components do not move.
    public double noiseEdge() {
        int smaller = Math.min(rows, columns);
        int larger = Math.max(rows, columns);
        MarchenkoPastur law = new MarchenkoPastur((double) smaller / larger);
        double level = median() / Math.sqrt(larger * law.median());
        return level * Math.sqrt(larger * law.upperEdge());
    }

    private double median() {
        int n = values.length;
        return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
    }

    /// How many components stand above the noise: a rank chosen without a search. 0 if none does.
    public int rankAboveNoise() {
        double edge = noiseEdge();
        int rank = 0;
        while (rank < values.length && values[rank] > edge) {
            rank++;
        }
        return rank;
    }
}
