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
    /// How far a logit may move for its probability to be changed by a factor in place of being computed anew.
    private static final double NEAR_LOGIT = 4;
    /// Additions and multiplications a logit: for the logit, the exponential, and the difference with four sums.
    private static final long COMPARISON = 4 + 17 + 9;
    /// The same where the probability is changed by a factor.
    private static final long CHANGE = 23 + 7;
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
    private final float[] scratch = new float[SIZE];
    private final ChunkLoops.Sums sums = new ChunkLoops.Sums();
    private final CapSums capSums = new CapSums(new float[SIZE], new float[SIZE], new float[SIZE]);
    private long operations;

    AblatedRow(BaseRows base) {
        ReadOutHead head = base.head().head();
        this.base = base;
        this.constant = head.constant();
        this.cap = head.newSoftCap();
        this.z = head.matrix().vector();
        this.slope = cap.isPresent() ? head.matrix().vector() : new float[0][];
    }

    /// How the un-normalised logits move by a step of 1 along a direction.
    ///
    /// @param u over the vocabulary
    /// @param least its smallest number, or less
    /// @param most its largest, or more
    @SuppressWarnings("ArrayRecordComponent")
    record Push(float[][] u, float least, float most) {
        static Push of(float[][] u) {
            float[] highest = u[0].clone();
            float[] lowest = u[0].clone();
            for (float[] chunk : u) {
                ChunkMath.max(chunk, highest);
                ChunkLoops.min(chunk, lowest);
            }
            return new Push(u, -ChunkLoops.max(negated(lowest)), ChunkLoops.max(highest));
        }

        private static float[] negated(float[] values) {
            ChunkMath.scale(values, -1);
            return values;
        }
    }

    /// What a cap needs beside the other sums, in lanes: where it bends, sums over probabilities and over their weights differ.
    ///
    /// @param change Σ p (z' − z)
    /// @param d Σ (e − k p)
    /// @param py Σ p g y, with g the slope of the cap
    @SuppressWarnings("ArrayRecordComponent")
    private record CapSums(float[] change, float[] d, float[] py) {
        void clear() {
            Arrays.fill(change, 0);
            Arrays.fill(d, 0);
            Arrays.fill(py, 0);
        }
    }

    /// What ablation does to one state's read-out, and what its gradient needs.
    ///
    /// @param divergence KL(before ‖ after), nats
    /// @param alongU w · u, where w = ∂KL/∂(s (y + c u) + k)
    /// @param alongY w · (y + c u)
    /// @param factor what was kept of each token, times this, and the probability before times `ofBase` make q − p
    record Outcome(double divergence, double alongU, double alongY, double factor, double ofBase) {}

    /// Additions and multiplications done so far.
    long operations() {
        return operations;
    }

    /// Compares one state.
    ///
    /// @param c the step
    /// @param s 1 / σ after it
    Outcome compare(int row, Push push, double c, double s) {
        float normalizer = base.logNormalizer(row);
        if (cap.isEmpty() && largestMove(row, push, c, s) <= NEAR_LOGIT) {
            addUpChanges(row, push, c, s);
            if (sumOfDifferences() >= (NEAR - 1) * base.mass(row)) {
                return outcome(row, c, s, normalizer, 1, true);
            }
        }
        if (bound(row, push, c, s) <= normalizer + ROOM || largest(row, push, c, s) <= normalizer + ROOM) {
            addUp(row, push, c, s, normalizer, 1);
            if (sumOfDifferences() >= (NEAR - 1) * base.mass(row)) {
                return outcome(row, c, s, normalizer, 1, false);
            }
        }
        float max = largest(row, push, c, s);
        addUp(row, push, c, s, max, 0);
        return outcome(row, c, s, max, 0, false);
    }

    /// No logit moves by more than this.
    private double largestMove(int row, Push push, double c, double s) {
        return Math.abs(s - base.inverseSigma(row)) * base.reach(row) + Math.abs(s * c) * Math.max(push.most(), -push.least());
    }

    /// Where no logit moves far, z holds the differences e − p themselves, p (exp(z' − z) − 1), and nothing is lost by taking e and p apart.
    private void addUpChanges(int row, Push push, double c, double s) {
        float byY = (float) s - (float) base.inverseSigma(row);
        float byU = (float) (s * c);
        sums.clear();
        for (int chunk = 0; chunk < z.length; chunk++) {
            base.loadLogits(row, chunk, y);
            base.loadProbabilities(row, chunk, p);
            ChunkLoops.change(p, y, byY, push.u()[chunk], byU, z[chunk]);
            ChunkLoops.addUp(z[chunk], p, y, push.u()[chunk], sums);
        }
        operations += CHANGE * z.length * SIZE;
    }

    /// No ablated logit is above this.
    private double bound(int row, Push push, double c, double s) {
        return s * base.largest(row) + s * Math.max(c * push.least(), c * push.most()) + base.head().head().largestConstant();
    }

    /// The largest ablated logit.
    private float largest(int row, Push push, double c, double s) {
        float[] maxima = new float[SIZE];
        Arrays.fill(maxima, BaseRows.FILL);
        for (int chunk = 0; chunk < z.length; chunk++) {
            base.loadLogits(row, chunk, y);
            ablate(chunk, push, c, s);
            ChunkMath.max(z[chunk], maxima);
        }
        return ChunkLoops.max(maxima);
    }

    /// Fills z with the exponentials e of the ablated logits and adds up e − k p and its moments.
    ///
    /// @param shift taken from the logits before
    /// @param k 1 where the normaliser stays near what it was, 0 where it does not and the exponentials stand alone
    private void addUp(int row, Push push, double c, double s, float shift, float k) {
        sums.clear();
        capSums.clear();
        for (int chunk = 0; chunk < z.length; chunk++) {
            base.loadLogits(row, chunk, y);
            base.loadProbabilities(row, chunk, p);
            ablate(chunk, push, c, s);
            if (cap.isPresent()) {
                addUpCapped(row, chunk, push.u()[chunk], shift, k);
            } else {
                math.exp(z[chunk], shift, z[chunk]);
                ChunkLoops.addUp(z[chunk], p, k, y, push.u()[chunk], sums);
            }
        }
        operations += COMPARISON * z.length * SIZE;
    }

    /// The same for a chunk of capped logits: the moments are weighted with the slope of the cap.
    private void addUpCapped(int row, int chunk, float[] u, float shift, float k) {
        float[] slopes = slope[chunk];
        base.logits(y, row, chunk, constant[chunk], cap, scratch, new float[SIZE]);
        ChunkLoops.addChange(p, z[chunk], scratch, capSums.change());
        math.exp(z[chunk], shift, z[chunk]);
        ChunkLoops.difference(z[chunk], p, k, scratch);
        ChunkLoops.add(scratch, capSums.d());
        System.arraycopy(z[chunk], 0, scratch, 0, SIZE);
        ChunkLoops.multiply(scratch, slopes);
        ChunkLoops.multiply(p, slopes);
        ChunkLoops.addProduct(p, y, capSums.py());
        ChunkLoops.addUp(scratch, p, k, y, u, sums);
    }

    /// Fills a chunk of z with the ablated logits, and of the cap's slopes.
    private void ablate(int chunk, Push push, double c, double s) {
        ChunkLoops.combine(y, (float) s, push.u()[chunk], (float) (s * c), constant[chunk], z[chunk]);
        if (cap.isPresent()) {
            cap.get().apply(z[chunk], slope[chunk]);
        }
        base.fill(chunk, z[chunk]);
    }

    /// Σ (e − k p).
    private double sumOfDifferences() {
        return ChunkMath.sum(cap.isPresent() ? capSums.d() : sums.d());
    }

    /// @param differences whether z holds e − p, and not e
    private Outcome outcome(int row, double c, double s, double shift, double k, boolean differences) {
        double mass = base.mass(row);
        double sumDifference = sumOfDifferences();
        double sum = k * mass + sumDifference;
        double py = cap.isPresent() ? ChunkMath.sum(capSums.py()) : base.meanLogit(row);
        double pu = ChunkMath.sum(sums.pu());
        double change = cap.isPresent() ? ChunkMath.sum(capSums.change()) : changeOfMean(row, c, s, py, pu);
        double logRatio = k == 1 ? Math.log1p(sumDifference / mass) : Math.log(sum / mass);
        double divergence = logRatio + shift - base.logNormalizer(row) - change / mass;
        // q − p = e / Σe − p / Σp, where Σe = k Σp + Σ(e − k p).
        double rest = sumDifference / (sum * mass);
        double alongU = ChunkMath.sum(sums.du()) / sum - pu * rest;
        double alongY = ChunkMath.sum(sums.dy()) / sum - py * rest;
        return new Outcome(Math.max(0, divergence), alongU, alongY + c * alongU, 1 / sum, differences ? -rest : -1 / mass);
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
        float ofBase = (float) (f * outcome.ofBase());
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
}
