package org.diopter.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// How easily a row is cut off from the others by random cuts (Liu et al. 2008): 2^(−mean path length / c(sample size)) over the trees, about 0.5 and
/// less for ordinary rows. As scikit-learn's `IsolationForest`: 100 trees of at most 256 rows each, compared in float32.
public final class IsolationForest implements AnomalyDetector {
    private static final int TREES = 100;
    private static final int MOST_SAMPLES = 256;

    private final List<IsolationTree> trees;
    private final int sampleSize;
    private final int features;

    /// @param sampleSize how many rows each tree was made of
    IsolationForest(List<IsolationTree> trees, int sampleSize, int features) {
        this.trees = List.copyOf(trees);
        this.sampleSize = sampleSize;
        this.features = features;
    }

    /// Learns what is normal.
    ///
    /// @param rows [n][features], at least 2. Not modified
    /// @throws org.diopter.model.UnusableInputException if the rows say nothing
    public static IsolationForest fit(double[][] rows, long seed) {
        int features = FeatureRows.requireFit(rows);
        int sampleSize = Math.min(MOST_SAMPLES, rows.length);
        int maxDepth = Integer.SIZE - Integer.numberOfLeadingZeros(sampleSize - 1); // log2, rounded up
        SplittableRandom random = new SplittableRandom(seed);
        List<IsolationTree> trees = new ArrayList<>();
        for (int i = 0; i < TREES; i++) {
            trees.add(IsolationTree.grow(sample(rows, sampleSize, random), maxDepth, random));
        }
        return new IsolationForest(trees, sampleSize, features);
    }

    /// Without replacement: the beginning of a shuffle.
    private static double[][] sample(double[][] rows, int count, SplittableRandom random) {
        double[][] shuffled = rows.clone();
        double[][] sample = new double[count][];
        for (int i = 0; i < count; i++) {
            int chosen = random.nextInt(i, shuffled.length);
            sample[i] = shuffled[chosen];
            shuffled[chosen] = shuffled[i];
        }
        return sample;
    }

    @Override
    public double[] scores(double[][] rows) {
        FeatureRows.require(rows, features);
        double[] scores = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double sum = 0;
            for (IsolationTree tree : trees) {
                sum += tree.pathLength(rows[i]);
            }
            scores[i] = Math.pow(2, -sum / trees.size() / IsolationTree.averagePathLength(sampleSize));
        }
        return scores;
    }
}
