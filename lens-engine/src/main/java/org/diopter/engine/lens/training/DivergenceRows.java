package org.diopter.engine.lens.training;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.diopter.engine.math.ChunkMath;
import org.diopter.engine.runtime.FloatTensor;

/// KL(p‖q) of rows of logits and its gradient at them. Sums run in lanes and are added up in double, so results do not depend on threads. An instance
/// owns scratch arrays: one a thread.
///
/// Rows may be over all tokens or over chosen ones, each standing for as many as its **weight** says: a sampled token for those that were not. Then
/// Z = Σ w exp(z), the mass m = Σ w p, KL ≈ Σ w p log p − Σ w p z + m log Z, and its gradient is w (m q − p) with q = exp(z) / Z. With all weights 1 that is
/// KL itself and q − p.
final class DivergenceRows {
    private static final int CHUNK = ChunkMath.SIZE;
    private static final float FILL = -1e30f;

    private final ChunkMath math = new ChunkMath();
    private final Teacher teacher;
    private final FloatTensor logits;
    private final int chunks;
    private final float[] z = new float[CHUNK];
    private final float[] p = new float[CHUNK];
    private final float[] e = new float[CHUNK];
    private final float[] w = new float[CHUNK];
    private final float[] lanes = new float[CHUNK];
    /// exp(z − max) of the whole row: the gradient needs it again, and reading it costs less than another exp.
    private final float[] exponentials;
    private final float[] sumE = new float[CHUNK];
    private final float[] sumPz = new float[CHUNK];

    /// @param logits [n, m], of the teacher's rows and tokens
    DivergenceRows(Teacher teacher, FloatTensor logits) {
        this.teacher = teacher;
        this.logits = logits;
        this.chunks = Math.ceilDiv(teacher.tokens(), CHUNK);
        this.exponentials = new float[chunks * CHUNK];
    }

    /// The divergence of one row. Its logits become their gradient (that at what a soft cap bends) times `scale`; with a scale of 0 they stay.
    ///
    /// @return nats; NaN if a logit is not finite
    double read(int row, float scale) {
        float max = maximum(row);
        if (!Float.isFinite(max)) {
            return Double.NaN;
        }
        Arrays.fill(sumE, 0);
        Arrays.fill(sumPz, 0);
        for (int chunk = 0; chunk < chunks; chunk++) {
            load(row, chunk);
            math.exp(z, max, e);
            System.arraycopy(e, 0, exponentials, chunk * CHUNK, CHUNK);
            ChunkMath.addProduct(w, e, 0, sumE);
            weigh(p);
            ChunkMath.addProduct(p, z, max, sumPz);
        }
        double sum = ChunkMath.sum(sumE);
        double mass = teacher.masses()[row];
        if (scale != 0) {
            writeGradient(row, (float) (mass / sum), scale);
        }
        return teacher.logProducts()[row] - ChunkMath.sum(sumPz) + mass * Math.log(sum);
    }

    private void writeGradient(int row, float massBySum, float scale) {
        boolean bent = teacher.softCap().isPresent();
        for (int chunk = 0; chunk < chunks; chunk++) {
            copy(teacher.probabilities(), row, chunk, p, 0f);
            loadWeights(chunk);
            System.arraycopy(exponentials, chunk * CHUNK, e, 0, CHUNK);
            for (int i = 0; i < CHUNK; i++) {
                e[i] = scale * w[i] * (massBySum * e[i] - p[i]);
            }
            if (bent) {
                copy(logits, row, chunk, z, FILL);
                multiplyBySlope((float) (1 / teacher.softCap().getAsDouble()));
            }
            MemorySegment.copy(e, 0, logits.segment(), ValueLayout.JAVA_FLOAT, offset(row, chunk), length(chunk));
        }
    }

    /// The derivative of z = c tanh(z₀ / c) is 1 − (z/c)².
    private void multiplyBySlope(float byCap) {
        for (int i = 0; i < CHUNK; i++) {
            float bent = z[i] * byCap;
            e[i] *= 1 - bent * bent;
        }
    }

    private float maximum(int row) {
        Arrays.fill(lanes, Float.NEGATIVE_INFINITY);
        for (int chunk = 0; chunk < chunks; chunk++) {
            copy(logits, row, chunk, z, FILL);
            ChunkMath.max(z, lanes);
        }
        float max = Float.NEGATIVE_INFINITY;
        for (float lane : lanes) {
            max = Math.max(max, lane);
        }
        return max;
    }

    private void load(int row, int chunk) {
        copy(logits, row, chunk, z, FILL);
        copy(teacher.probabilities(), row, chunk, p, 0f);
        loadWeights(chunk);
    }

    private void loadWeights(int chunk) {
        System.arraycopy(teacher.weights(), chunk * CHUNK, w, 0, length(chunk));
        Arrays.fill(w, length(chunk), CHUNK, 0f);
    }

    private void copy(FloatTensor from, int row, int chunk, float[] into, float fill) {
        MemorySegment.copy(from.segment(), ValueLayout.JAVA_FLOAT, offset(row, chunk), into, 0, length(chunk));
        Arrays.fill(into, length(chunk), CHUNK, fill);
    }

    private int length(int chunk) {
        return Math.min(CHUNK, teacher.tokens() - chunk * CHUNK);
    }

    private long offset(int row, int chunk) {
        return ((long) row * teacher.tokens() + (long) chunk * CHUNK) * Float.BYTES;
    }

    private void weigh(float[] x) {
        for (int i = 0; i < CHUNK; i++) {
            x[i] *= w[i];
        }
    }
}
