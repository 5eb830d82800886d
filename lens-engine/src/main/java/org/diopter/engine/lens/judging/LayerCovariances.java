package org.diopter.engine.lens.judging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// The covariance of the stream at every layer, over a text, and how much alike two layers' are.
///
/// @param covariances of layers 0 … L, each [d × d] row by row
public record LayerCovariances(List<double[]> covariances) {
    public LayerCovariances {
        covariances = List.copyOf(covariances);
    }

    /// @param moments the session of [LensGraphs#moments], the caller's to close
    /// @param progress gets sequences
    public static LayerCovariances of(
            ForwardPass forward,
            Session moments,
            int layers,
            int width,
            List<TokenSequence> sequences,
            Progress progress,
            Cancellation cancellation) {
        List<Sums> sums = new ArrayList<>();
        for (int layer = 0; layer <= layers; layer++) {
            sums.add(new Sums(new double[width], new double[width * width]));
        }
        long positions = 0;
        for (int i = 0; i < sequences.size(); i++) {
            progress.throwIfCancelled();
            TokenSequence sequence = sequences.get(i);
            try (TensorMemory memory = new TensorMemory();
                    Residuals residuals = forward.run(sequence, Optional.empty(), cancellation, ForwardPass.Listener.NONE)) {
                FloatTensor product = memory.zeros(width, width);
                for (int layer = 0; layer <= layers; layer++) {
                    progress.throwIfCancelled();
                    FloatTensor states = residuals.layer(layer);
                    moments.run(Map.of(LensGraphs.LEFT, states, LensGraphs.RIGHT, states), Map.of(LensGraphs.PRODUCT, product), cancellation);
                    sums.get(layer).add(states, product);
                }
                positions += sequence.length();
            }
            progress.items(i + 1L, sequences.size());
        }
        long n = positions;
        return new LayerCovariances(sums.stream().map(sum -> sum.covariance(n)).toList());
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Sums(double[] states, double[] products) {
        void add(FloatTensor rows, FloatTensor product) {
            int width = states.length;
            float[] row = new float[width];
            for (long r = 0; r < rows.size(0); r++) {
                rows.copyTo(r * width, row, 0, width);
                for (int i = 0; i < width; i++) {
                    states[i] += row[i];
                }
            }
            float[] more = product.toArray();
            for (int i = 0; i < products.length; i++) {
                products[i] += more[i];
            }
        }

        double[] covariance(long n) {
            int width = states.length;
            double[] covariance = new double[products.length];
            for (int i = 0; i < covariance.length; i++) {
                covariance[i] = products[i] / n - states[i / width] / n * (states[i % width] / n);
            }
            return covariance;
        }
    }

    /// ⟨C, C′⟩ / (‖C‖ ‖C′‖) in the Frobenius sense, by pairs of layers: 1 where states vary in the same directions.
    public double[][] similarity() {
        int count = covariances.size();
        double[][] similarity = new double[count][count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                double lengths = Math.sqrt(dot(covariances.get(a), covariances.get(a)) * dot(covariances.get(b), covariances.get(b)));
                similarity[a][b] = dot(covariances.get(a), covariances.get(b)) / lengths;
            }
        }
        return similarity;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
