package org.diopter.engine.cache.less;

import org.ejml.data.FMatrixRMaj;

/// What one head knows of everything it has evicted: H = Σ ψ(k)ᵀ v and z = Σ ψ(k), float32, of a size that does not grow. The order of evictions does not
/// matter up to rounding.
public final class LowRankState {
    private final int rank;
    private final int width;
    private final float[] values;
    private final float[] sums;

    /// @param rank R
    /// @param width D
    public LowRankState(int rank, int width) {
        this.rank = rank;
        this.width = width;
        this.values = new float[rank * width];
        this.sums = new float[rank];
    }

    /// Takes in an evicted key and value.
    ///
    /// @param psi [n, R], of which row `row` is the key's. Not modified.
    /// @param value [D]. Not modified.
    public void add(FMatrixRMaj psi, int row, float[] value) {
        for (int i = 0; i < rank; i++) {
            float weight = psi.data[row * rank + i];
            sums[i] += weight;
            for (int j = 0; j < width; j++) {
                values[i * width + j] += weight * value[j];
            }
        }
    }

    /// What a query reads: the softmax over the kept keys and this state.
    ///
    /// @param phi [R], of the query
    /// @param logits of the kept keys
    /// @param kept [n, D], their values
    /// @return [D]
    public float[] read(float[] phi, float[] logits, FMatrixRMaj kept) {
        double state = 0;
        for (int i = 0; i < rank; i++) {
            state += (double) phi[i] * sums[i];
        }
        double shift = state > 0 ? Math.log(state) : Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            shift = Math.max(shift, logit);
        }
        double[] sum = new double[width];
        double total = state > 0 ? Math.exp(Math.log(state) - shift) : 0;
        for (int i = 0; i < rank; i++) {
            double weight = phi[i] * Math.exp(-shift);
            for (int j = 0; j < width; j++) {
                sum[j] += weight * values[i * width + j];
            }
        }
        for (int n = 0; n < logits.length; n++) {
            double weight = Math.exp(logits[n] - shift);
            total += weight;
            for (int j = 0; j < width; j++) {
                sum[j] += weight * kept.data[n * width + j];
            }
        }
        float[] out = new float[width];
        for (int j = 0; j < width; j++) {
            out[j] = (float) (sum[j] / total);
        }
        return out;
    }

    /// H [R, D], row-major. Not to be modified.
    public float[] values() {
        return values;
    }

    /// z [R]. Not to be modified.
    public float[] sums() {
        return sums;
    }

    /// Bytes of H and z.
    public long bytes() {
        return bytes(rank, width);
    }

    /// Bytes of H and z of one head.
    ///
    /// @param rank R
    /// @param width D
    public static long bytes(int rank, int width) {
        return (long) rank * (width + 1) * Float.BYTES;
    }
}
