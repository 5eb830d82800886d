package org.diopter.engine.lens.training;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.lens.training.StateStream.StateBatch;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;

/// The closed-form start of one layer: white coordinates from the covariance of its states, and in them the ridge solution that comes closest to the output.
///
/// Rows are weighted by 1 / (mean square of their output): the norm before the head takes lengths out, so a few states of enormous length must not rule the
/// squares.
final class WarmStart {
    /// Added to the covariance, in parts of the median variance: directions in which states hardly vary are left as they are.
    private static final double FLOOR = 1e-3;
    /// λ of the ridge, in white coordinates.
    private static final double RIDGE = 1e-2;
    /// Where least squares explain all but nothing, steps still have some length.
    private static final double SMALLEST_LEFT = 1e-3;

    private final int layer;
    private final int d;
    private final Moments moments;

    /// Sums over weighted rows h of the layer's states and y of what is still to be added for the output.
    ///
    /// @param sumH Σ w h, [d]
    /// @param sumY Σ w y, [d]
    /// @param hh Σ w h hᵀ, [d × d]
    /// @param yh Σ w y hᵀ, [d × d]
    /// @param sums Σ w, Σ w ‖y‖², and the number of rows
    @SuppressWarnings("ArrayRecordComponent")
    record Moments(double[] sumH, double[] sumY, double[] hh, double[] yh, double[] sums) {
        static final int SUMS = 3;

        static Moments zeros(int d) {
            return new Moments(new double[d], new double[d], new double[d * d], new double[d * d], new double[SUMS]);
        }

        double weight() {
            return sums[0];
        }

        double squaresOfY() {
            return sums[1];
        }

        double rows() {
            return sums[2];
        }
    }

    WarmStart(int layer, int width) {
        this(layer, width, Moments.zeros(width));
    }

    /// @param moments that were gathered before. Modified as more are added.
    WarmStart(int layer, int width, Moments moments) {
        this.layer = layer;
        this.d = width;
        this.moments = moments;
    }

    int layer() {
        return layer;
    }

    Moments moments() {
        return moments;
    }

    /// Adds a batch to the moments: all of it, or nothing if it is cancelled.
    ///
    /// @param session of [LensGraphs#moments]
    void add(StateBatch batch, Session session, Cancellation cancellation) {
        try (TensorMemory memory = new TensorMemory()) {
            int n = batch.rows();
            FloatTensor h = memory.zeros(n, d);
            FloatTensor y = memory.zeros(n, d);
            Moments more = new Moments(new double[d], new double[d], moments.hh(), moments.yh(), new double[Moments.SUMS]);
            float[] from = new float[d];
            float[] output = new float[d];
            for (int row = 0; row < n; row++) {
                batch.layers().get(layer).copyTo((long) row * d, from, 0, d);
                batch.output().copyTo((long) row * d, output, 0, d);
                weigh(row, from, output, h, y, more);
            }
            FloatTensor productHh = memory.zeros(d, d);
            FloatTensor productYh = memory.zeros(d, d);
            session.run(Map.of(LensGraphs.LEFT, h, LensGraphs.RIGHT, h), Map.of(LensGraphs.PRODUCT, productHh), cancellation);
            session.run(Map.of(LensGraphs.LEFT, y, LensGraphs.RIGHT, h), Map.of(LensGraphs.PRODUCT, productYh), cancellation);
            add(productHh, moments.hh());
            add(productYh, moments.yh());
            add(more.sumH(), moments.sumH());
            add(more.sumY(), moments.sumY());
            add(more.sums(), moments.sums());
        }
    }

    private void weigh(int row, float[] from, float[] output, FloatTensor h, FloatTensor y, Moments into) {
        double squares = Float.MIN_NORMAL;
        for (float value : output) {
            squares += (double) value * value;
        }
        double weight = d / squares;
        float root = (float) Math.sqrt(weight);
        double squaresOfY = 0;
        for (int i = 0; i < d; i++) {
            double change = output[i] - from[i];
            into.sumH()[i] += weight * from[i];
            into.sumY()[i] += weight * change;
            squaresOfY += weight * change * change;
            h.set((long) row * d + i, root * from[i]);
            y.set((long) row * d + i, root * (output[i] - from[i]));
        }
        into.sums()[0] += weight;
        into.sums()[1] += squaresOfY;
        into.sums()[2]++;
    }

    private static void add(double[] more, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }

    private static void add(FloatTensor product, double[] sums) {
        float[] more = product.toArray();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }

    /// The layer, ready to be trained.
    LayerTraining start() {
        double[] mean = Arrays.stream(moments.sumH()).map(value -> value / moments.weight()).toArray();
        double[] change = Arrays.stream(moments.sumY()).map(value -> value / moments.weight()).toArray();
        double[] covariance = centred(moments.hh(), mean, mean);
        double[] cross = centred(moments.yh(), change, mean);
        double[] variances = IntStream.range(0, d).mapToDouble(i -> covariance[i * d + i]).sorted().toArray();
        double floor = Math.max(FLOOR * variances[d / 2], Float.MIN_NORMAL);
        Whitening whitening = Whitening.of(mean, covariance, floor);
        Parameters ridge = ridge(whitening, cross, change);
        return new LayerTraining(layer, d, Optional.of(whitening), scale(ridge, change), ridge);
    }

    /// The root mean square, in the stream's units, of what the ridge solution leaves unexplained: white features explain ‖V‖² of y's variance.
    private double scale(Parameters ridge, double[] change) {
        double total = moments.squaresOfY() / moments.weight() - Arrays.stream(change).map(value -> value * value).sum();
        double explained = 0;
        for (float value : ridge.weight().toArray()) {
            explained += (double) value * value;
        }
        double rootOfOutput = Math.sqrt(moments.rows() / moments.weight());
        double unexplained = Math.sqrt(Math.max(total - explained, SMALLEST_LEFT * total) / d);
        return Math.min(unexplained, rootOfOutput);
    }

    private double[] centred(double[] sums, double[] meanOfRow, double[] meanOfColumn) {
        double[] centred = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                centred[i * d + j] = sums[i * d + j] / moments.weight() - meanOfRow[i] * meanOfColumn[j];
            }
        }
        return centred;
    }

    /// V = E[y xᵀ] / (1 + λ) with x = M (h − μ), and c = E[y].
    private Parameters ridge(Whitening whitening, double[] cross, double[] change) {
        float[] map = whitening.map().toArray();
        Parameters start = Parameters.zeros(d);
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                double product = 0;
                for (int j = 0; j <= k; j++) {
                    product += cross[i * d + j] * map[k * d + j];
                }
                start.weight().set((long) i * d + k, (float) (product / (1 + RIDGE)));
            }
            start.bias().set(i, (float) change[i]);
        }
        return start;
    }
}
