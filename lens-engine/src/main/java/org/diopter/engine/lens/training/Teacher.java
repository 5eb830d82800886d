package org.diopter.engine.lens.training;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.diopter.engine.math.ChunkMath;
import org.diopter.engine.runtime.FloatTensor;

/// What the lens is to say: the model's own distribution at each row, over all tokens or over chosen ones.
///
/// @param probabilities p, [n, m]
/// @param weights [m], how many tokens each stands for
/// @param logProducts [n], Σ w p log p
/// @param masses [n], Σ w p
/// @param softCap the cap of the model's logits, or nothing
@SuppressWarnings("ArrayRecordComponent")
record Teacher(FloatTensor probabilities, float[] weights, double[] logProducts, double[] masses, OptionalDouble softCap) {

    /// Turns final logits into a teacher over all tokens.
    ///
    /// @param logits [n, V]. Modified: they become the probabilities.
    static Teacher of(FloatTensor logits, OptionalDouble softCap, RowWorkers workers) {
        int rows = Math.toIntExact(logits.size(0));
        float[] weights = new float[Math.toIntExact(logits.size(1))];
        Arrays.fill(weights, 1f);
        double[] logProducts = new double[rows];
        double[] masses = new double[rows];
        Arrays.fill(masses, 1);
        workers.run(rows, (from, to) -> {
            SoftmaxRows softmax = new SoftmaxRows(weights.length);
            for (int row = from; row < to; row++) {
                logProducts[row] = softmax.apply(logits.segment(), row);
            }
        });
        return new Teacher(logits, weights, logProducts, masses, softCap);
    }

    /// This teacher over chosen tokens.
    ///
    /// @param into [n, m]. Modified.
    Teacher restricted(ChosenTokens chosen, FloatTensor into, RowWorkers workers) {
        int rows = Math.toIntExact(probabilities.size(0));
        int all = weights.length;
        int m = chosen.ids().length;
        float[] w = chosen.weights();
        double[] products = new double[rows];
        double[] mass = new double[rows];
        workers.run(rows, (from, to) -> {
            float[] row = new float[all];
            float[] part = new float[m];
            for (int r = from; r < to; r++) {
                probabilities.copyTo((long) r * all, row, 0, all);
                for (int i = 0; i < m; i++) {
                    float p = row[chosen.ids()[i]];
                    part[i] = p;
                    mass[r] += (double) w[i] * p;
                }
                products[r] = sumOfLogProducts(w, part);
                into.copyIn((long) r * m, part);
            }
        });
        return new Teacher(into, w, products, mass, softCap);
    }

    /// Σ w p log p.
    private static double sumOfLogProducts(float[] w, float[] p) {
        ChunkMath math = new ChunkMath();
        float[] chunk = new float[ChunkMath.SIZE];
        float[] products = new float[ChunkMath.SIZE];
        double sum = 0;
        for (int from = 0; from < p.length; from += ChunkMath.SIZE) {
            int length = Math.min(ChunkMath.SIZE, p.length - from);
            System.arraycopy(p, from, chunk, 0, length);
            Arrays.fill(chunk, length, ChunkMath.SIZE, 0f);
            Arrays.fill(products, 0f);
            math.addXLogX(chunk, products);
            for (int i = 0; i < length; i++) {
                sum += (double) w[from + i] * products[i];
            }
        }
        return sum;
    }

    int rows() {
        return logProducts.length;
    }

    int tokens() {
        return weights.length;
    }
}
