package org.diopter.engine.lens.judging;

import java.util.Arrays;
import org.diopter.engine.math.ChunkMath;
import org.diopter.engine.runtime.FloatTensor;

/// The distribution that one row of logits makes. An instance owns its arrays: one a thread, loaded again and again.
final class RowDistribution {
    private static final int CHUNK = ChunkMath.SIZE;
    private static final float FILL = -1e30f;

    private final int tokens;
    private final ChunkMath math = new ChunkMath();
    private final float[] z;
    private final float[] q;
    private final float[] chunkOfZ = new float[CHUNK];
    private final float[] chunkOfQ = new float[CHUNK];
    private final float[] sums = new float[CHUNK];
    private final float[] moments = new float[CHUNK];
    private double logNormalizer;
    private double entropy;
    private int best;

    RowDistribution(int tokens) {
        this.tokens = tokens;
        int padded = Math.ceilDiv(tokens, CHUNK) * CHUNK;
        z = new float[padded];
        q = new float[padded];
    }

    /// @param logits [rows, V]. Not modified.
    void load(FloatTensor logits, int row) {
        logits.copyTo((long) row * tokens, z, 0, tokens);
        Arrays.fill(z, tokens, z.length, FILL);
        best = 0;
        for (int id = 1; id < tokens; id++) {
            best = z[id] > z[best] ? id : best;
        }
        float max = z[best];
        Arrays.fill(sums, 0);
        Arrays.fill(moments, 0);
        for (int from = 0; from < z.length; from += CHUNK) {
            System.arraycopy(z, from, chunkOfZ, 0, CHUNK);
            math.exp(chunkOfZ, max, chunkOfQ);
            Arrays.fill(chunkOfQ, Math.clamp(tokens - from, 0, CHUNK), CHUNK, 0f);
            ChunkMath.addMoments(chunkOfQ, chunkOfZ, max, sums, moments);
            System.arraycopy(chunkOfQ, 0, q, from, CHUNK);
        }
        double sum = ChunkMath.sum(sums);
        logNormalizer = max + Math.log(sum);
        entropy = Math.max(0, Math.log(sum) - ChunkMath.sum(moments) / sum);
        float bySum = (float) (1 / sum);
        for (int i = 0; i < q.length; i++) {
            q[i] *= bySum;
        }
    }

    double entropy() {
        return entropy;
    }

    /// The most likely token.
    int best() {
        return best;
    }

    /// −log q of a token.
    double surprise(int id) {
        return logNormalizer - z[id];
    }

    /// KL(other ‖ this) = −H(other) − Σ p log q.
    double divergenceFrom(RowDistribution other) {
        Arrays.fill(sums, 0);
        float shift = (float) logNormalizer;
        for (int from = 0; from < z.length; from += CHUNK) {
            System.arraycopy(z, from, chunkOfZ, 0, CHUNK);
            System.arraycopy(other.q, from, chunkOfQ, 0, CHUNK);
            ChunkMath.addProduct(chunkOfQ, chunkOfZ, shift, sums);
        }
        return Math.max(0, -other.entropy - ChunkMath.sum(sums));
    }

    /// @param sums Modified: q is added.
    void addTo(double[] sums) {
        for (int id = 0; id < tokens; id++) {
            sums[id] += q[id];
        }
    }
}
