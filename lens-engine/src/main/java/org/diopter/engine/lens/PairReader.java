package org.diopter.engine.lens;

import java.util.Arrays;
import org.diopter.engine.lens.LensDifference.Cells;
import org.diopter.engine.lens.LensDifference.Measure;
import org.diopter.engine.math.ChunkMath;

/// Turns two rows of logits into the numbers of one cell of a [LensDifference]. An instance owns scratch arrays: one a thread.
final class PairReader {
    private static final int CHUNK = ChunkMath.SIZE;

    private final ChunkMath math = new ChunkMath();
    private final Side first;
    private final Side second;
    private final float[] mean = new float[CHUNK];
    private final float[] variation = new float[CHUNK];
    private final float[] meanLogMean = new float[CHUNK];

    PairReader(int vocabulary) {
        first = new Side(vocabulary, math);
        second = new Side(vocabulary, math);
    }

    /// @param into Modified: one cell.
    void read(Logits q, int rowOfQ, Logits r, int rowOfR, int row, int position, Cells into) {
        first.load(q, rowOfQ);
        second.load(r, rowOfR);
        into.put(Measure.KL, row, position, first.divergenceTo(second));
        into.put(Measure.REVERSE_KL, row, position, second.divergenceTo(first));
        Arrays.fill(variation, 0);
        Arrays.fill(meanLogMean, 0);
        int moved = 0;
        float by = 0;
        for (int chunk = 0; chunk < q.chunks(); chunk++) {
            first.chunk(chunk);
            second.chunk(chunk);
            ChunkMath.addDistance(first.probability, second.probability, 1, mean, variation);
            math.addXLogX(mean, meanLogMean);
            for (int i = 0; i < CHUNK; i++) {
                float difference = second.probability[i] - first.probability[i];
                if (Math.abs(difference) > Math.abs(by)) {
                    moved = chunk * CHUNK + i;
                    by = difference;
                }
            }
        }
        double js = -ChunkMath.sum(meanLogMean) - 0.5 * (first.entropy + second.entropy);
        into.put(Measure.JENSEN_SHANNON, row, position, Math.clamp(js, 0, Math.log(2)));
        into.put(Measure.TOTAL_VARIATION, row, position, Math.min(1, 0.5 * ChunkMath.sum(variation)));
        into.move(row, position, moved, by);
    }

    /// One of the two distributions.
    private static final class Side {
        private final ChunkMath math;
        private final float[] probabilities;
        private final float[] logits;
        private final float[] probability = new float[CHUNK];
        private final float[] logit = new float[CHUNK];
        private final float[] sums = new float[CHUNK];
        private final float[] moments = new float[CHUNK];
        private int chunks;
        private double logNormalizer;
        private double entropy;

        Side(int vocabulary, ChunkMath math) {
            this.math = math;
            int padded = Math.ceilDiv(vocabulary, CHUNK) * CHUNK;
            probabilities = new float[padded];
            logits = new float[padded];
        }

        void load(Logits of, int row) {
            chunks = of.chunks();
            Arrays.fill(sums, Float.NEGATIVE_INFINITY);
            for (int chunk = 0; chunk < chunks; chunk++) {
                of.load(row, chunk, logit);
                System.arraycopy(logit, 0, logits, chunk * CHUNK, CHUNK);
                ChunkMath.max(logit, sums);
            }
            float max = Float.NEGATIVE_INFINITY;
            for (float lane : sums) {
                max = Math.max(max, lane);
            }
            exponentiate(of, max);
        }

        private void exponentiate(Logits of, float max) {
            Arrays.fill(sums, 0);
            Arrays.fill(moments, 0);
            for (int chunk = 0; chunk < chunks; chunk++) {
                System.arraycopy(logits, chunk * CHUNK, logit, 0, CHUNK);
                math.exp(logit, max, probability);
                of.clearFill(chunk, probability);
                ChunkMath.addMoments(probability, logit, max, sums, moments);
                System.arraycopy(probability, 0, probabilities, chunk * CHUNK, CHUNK);
            }
            double sum = ChunkMath.sum(sums);
            logNormalizer = max + Math.log(sum);
            entropy = Math.max(0, Math.log(sum) - ChunkMath.sum(moments) / sum);
            float bySum = (float) (1 / sum);
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] *= bySum;
            }
        }

        void chunk(int chunk) {
            System.arraycopy(probabilities, chunk * CHUNK, probability, 0, CHUNK);
        }

        /// KL(this ‖ other) = −H(this) − Σ q log r.
        double divergenceTo(Side other) {
            Arrays.fill(sums, 0);
            for (int chunk = 0; chunk < chunks; chunk++) {
                chunk(chunk);
                System.arraycopy(other.logits, chunk * CHUNK, logit, 0, CHUNK);
                ChunkMath.addProduct(probability, logit, (float) other.logNormalizer, sums);
            }
            return Math.max(0, -entropy - ChunkMath.sum(sums));
        }
    }
}
