package org.diopter.engine.causal;

import java.util.Arrays;
import java.util.Optional;
import org.diopter.engine.math.ChunkMath;

/// Compares the read-out of one state before and after its ablation, over the whole vocabulary: z' = cap(s (y + c u) + k) against z = cap(s₀ y + k).
///
/// Everything is computed from differences of probabilities, e − p, so that a small divergence is not what is left of two large numbers. Sums run in
/// lanes in float, chunk by chunk, and are added up in double. An instance owns scratch arrays: one a thread.
final class AblatedRow {
    private static final int SIZE = ChunkLoops.SIZE;
    /// How far above the base's log-normaliser an ablated logit may be for its exponential to be added up in float.
    private static final float ROOM = 60;
    /// The least ratio of the normalisers, after to before, at which differences of exponentials are more exact than the exponentials.
    private static final double NEAR = 0.05;
    /// Additions and multiplications a logit: for the logit and the maximum, the exponential, the difference, its sum and four moments.
    private static final long COMPARISON = 5 + 17 + 2 + 1 + 8;
    /// The same for two terms of a weight.
    private static final long WEIGHT = 4;

    private final ChunkMath math = new ChunkMath();
    private final BaseRows base;
    private final float[][] constant;
    private final Optional<SoftCap> cap;
    private final float[][] z;
    private final float[][] slope;
    private final float[] y = new float[SIZE];
    private final float[] p = new float[SIZE];
    private final float[] difference = new float[SIZE];
    private final float[] scratch = new float[SIZE];
    private final float[] lanes = new float[SIZE];
    private final float[] maxima = new float[SIZE];
    private final float[] changeLanes = new float[SIZE];
    private final ChunkLoops.Moments moments = new ChunkLoops.Moments(new float[SIZE], new float[SIZE], new float[SIZE], new float[SIZE]);
    private long operations;

    AblatedRow(BaseRows base) {
        ReadOutHead head = base.head().head();
        this.base = base;
        this.constant = head.constant();
        this.cap = head.newSoftCap();
        this.z = head.matrix().vector();
        this.slope = cap.isPresent() ? head.matrix().vector() : new float[0][];
    }

    /// What ablation does to one state's read-out, and what its gradient needs.
    ///
    /// @param divergence KL(before ‖ after), nats
    /// @param alongU w · u, where w = ∂KL/∂(s (y + c u) + k)
    /// @param alongY w · (y + c u)
    /// @param factor what the ablated exponentials are multiplied with to be probabilities
    record Outcome(double divergence, double alongU, double alongY, double factor) {}

    /// Additions and multiplications done so far.
    long operations() {
        return operations;
    }

    /// Compares one state.
    ///
    /// @param u how the un-normalised logits move by a step of 1 along the direction, over the vocabulary
    /// @param c the step
    /// @param s 1 / σ after it
    Outcome compare(int row, float[][] u, double c, double s) {
        float max = addUp(row, u, c, s, base.logNormalizer(row), 1);
        if (max <= base.logNormalizer(row) + ROOM && ChunkMath.sum(lanes) >= (NEAR - 1) * base.mass(row)) {
            return outcome(row, c, s, base.logNormalizer(row), 1);
        }
        addUp(row, u, c, s, max, 0);
        return outcome(row, c, s, max, 0);
    }

    /// Fills z with the exponentials e of the ablated logits and adds up e − k p and its moments.
    ///
    /// @param shift taken from the logits before
    /// @param k 1 where the normaliser stays near what it was, 0 where it does not and the exponentials stand alone
    /// @return the largest logit
    private float addUp(int row, float[][] u, double c, double s, float shift, float k) {
        clear(lanes, changeLanes, moments.differenceY(), moments.differenceU(), moments.baseY(), moments.baseU());
        Arrays.fill(maxima, BaseRows.FILL);
        for (int chunk = 0; chunk < z.length; chunk++) {
            base.loadLogits(row, chunk, y);
            base.loadProbabilities(row, chunk, p);
            ablate(row, chunk, u[chunk], c, s);
            ChunkMath.max(z[chunk], maxima);
            math.exp(z[chunk], shift, z[chunk]);
            ChunkLoops.difference(z[chunk], p, k, difference);
            ChunkLoops.add(difference, lanes);
            if (cap.isPresent()) {
                ChunkLoops.multiply(difference, slope[chunk]);
                ChunkLoops.multiply(p, slope[chunk]);
            }
            ChunkLoops.addMoments(difference, p, y, u[chunk], moments);
        }
        operations += COMPARISON * z.length * SIZE;
        return ChunkLoops.max(maxima);
    }

    /// Fills a chunk of z with the ablated logits, and of the cap's slopes; adds up how far a capped logit moves.
    private void ablate(int row, int chunk, float[] u, double c, double s) {
        ChunkLoops.combine(y, (float) s, u, (float) (s * c), constant[chunk], z[chunk]);
        if (cap.isPresent()) {
            cap.get().apply(z[chunk], slope[chunk]);
        }
        base.fill(chunk, z[chunk]);
        if (cap.isPresent()) {
            base.logits(y, row, chunk, constant[chunk], cap, scratch, difference);
            ChunkLoops.addChange(p, z[chunk], scratch, changeLanes);
        }
    }

    private Outcome outcome(int row, double c, double s, double shift, double k) {
        double mass = base.mass(row);
        double sumDifference = ChunkMath.sum(lanes);
        double sum = k * mass + sumDifference;
        double py = ChunkMath.sum(moments.baseY());
        double pu = ChunkMath.sum(moments.baseU());
        double change = cap.isPresent() ? ChunkMath.sum(changeLanes) : changeOfMean(row, c, s, py, pu);
        double logRatio = k == 1 ? Math.log1p(sumDifference / mass) : Math.log(sum / mass);
        double divergence = logRatio + shift - base.logNormalizer(row) - change / mass;
        // q − p = e / Σe − p / Σp, where Σe = k Σp + Σ(e − k p).
        double rest = sumDifference / (sum * mass);
        double alongU = ChunkMath.sum(moments.differenceU()) / sum - pu * rest;
        double alongY = ChunkMath.sum(moments.differenceY()) / sum - py * rest;
        return new Outcome(Math.max(0, divergence), alongU, alongY + c * alongU, 1 / sum);
    }

    /// Σ p (z' − z), with the factors as they are in float: their rounding must be the same as in the exponentials, or it would pass for a divergence.
    private double changeOfMean(int row, double c, double s, double py, double pu) {
        return ((double) (float) s - (float) base.inverseSigma(row)) * py + (float) (s * c) * pu;
    }

    /// sums += f w, of the row compared last.
    ///
    /// @param outcome of that row
    /// @param sums over the vocabulary. Modified.
    void addWeights(int row, double f, Outcome outcome, float[][] sums) {
        float ofAblated = (float) (f * outcome.factor());
        float ofBase = (float) (-f / base.mass(row));
        for (int chunk = 0; chunk < z.length; chunk++) {
            base.loadProbabilities(row, chunk, p);
            if (cap.isPresent()) {
                ChunkLoops.multiply(z[chunk], slope[chunk]);
                ChunkLoops.multiply(p, slope[chunk]);
            }
            ChunkLoops.addTwo(z[chunk], ofAblated, p, ofBase, sums[chunk]);
        }
        operations += WEIGHT * z.length * SIZE;
    }

    private static void clear(float[]... sums) {
        for (float[] lanes : sums) {
            Arrays.fill(lanes, 0);
        }
    }
}
