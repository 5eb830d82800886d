package org.diopter.engine.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A tree that cuts rows apart at random: at each node a feature that still differs, and a threshold between its least and its largest value.
///
/// @param feature per node, which is compared; unused in a leaf
/// @param threshold per node; a row whose float32 value is at most this goes left
/// @param left per node, the index of the node on the left, or −1 in a leaf
/// @param right per node, the index of the node on the right, or −1 in a leaf
/// @param samples per node, how many of the rows that the tree was made of have come to it
@SuppressWarnings("ArrayRecordComponent") // Trees are never compared.
record IsolationTree(int[] feature, double[] threshold, int[] left, int[] right, int[] samples) {
    private static final double EULER_GAMMA = 0.5772156649015329;

    /// Cuts until rows stand alone, cannot be told apart, or the tree is as deep as allowed.
    ///
    /// @param rows that the tree is made of, at least 1
    static IsolationTree grow(double[][] rows, int maxDepth, RandomGenerator random) {
        Growth growth = new Growth(2 * rows.length - 1, maxDepth, random);
        growth.node(rows.clone(), 0, rows.length, 0);
        return growth.tree();
    }

    /// How many cuts it takes to come to a row's leaf, and how many more it would take on average to tell the leaf's rows apart.
    double pathLength(double[] row) {
        int node = 0;
        int depth = 0;
        while (left[node] >= 0) {
            node = (float) row[feature[node]] <= threshold[node] ? left[node] : right[node];
            depth++;
        }
        return depth + averagePathLength(samples[node]);
    }

    /// c(n), the average path length of an unsuccessful search in a binary tree of n rows (Liu et al. 2008, equation 1).
    static double averagePathLength(int n) {
        return switch (n) {
            case 0, 1 -> 0;
            case 2 -> 1;
            default -> 2 * (Math.log(n - 1) + EULER_GAMMA) - 2 * (n - 1.0) / n;
        };
    }

    /// A tree in the making.
    private static final class Growth {
        private final int maxDepth;
        private final RandomGenerator random;
        private final int[] feature;
        private final double[] threshold;
        private final int[] left;
        private final int[] right;
        private final int[] samples;
        private int nodes;

        Growth(int maxNodes, int maxDepth, RandomGenerator random) {
            this.maxDepth = maxDepth;
            this.random = random;
            feature = new int[maxNodes];
            threshold = new double[maxNodes];
            left = new int[maxNodes];
            right = new int[maxNodes];
            samples = new int[maxNodes];
        }

        /// @param rows Modified: those from `from` to `to` are sorted into left and right.
        int node(double[][] rows, int from, int to, int depth) {
            int node = nodes++;
            samples[node] = to - from;
            left[node] = -1;
            right[node] = -1;
            int cut = depth < maxDepth && to - from > 1 ? differing(rows, from, to) : -1;
            if (cut >= 0) {
                feature[node] = cut;
                threshold[node] = threshold(rows, from, to, cut);
                int middle = partition(rows, from, to, cut, threshold[node]);
                left[node] = node(rows, from, middle, depth + 1);
                right[node] = node(rows, middle, to, depth + 1);
            }
            return node;
        }

        /// One of the features in which the rows differ, or −1.
        private int differing(double[][] rows, int from, int to) {
            int chosen = -1;
            int seen = 0;
            for (int candidate = 0; candidate < rows[from].length; candidate++) {
                if (least(rows, from, to, candidate) < largest(rows, from, to, candidate)) {
                    seen++;
                    if (random.nextInt(seen) == 0) {
                        chosen = candidate;
                    }
                }
            }
            return chosen;
        }

        /// At least the least value and below the largest, so that both sides get rows.
        private double threshold(double[][] rows, int from, int to, int cut) {
            float least = least(rows, from, to, cut);
            float largest = largest(rows, from, to, cut);
            return random.nextDouble(least, largest);
        }

        private static int partition(double[][] rows, int from, int to, int cut, double threshold) {
            int middle = from;
            for (int i = from; i < to; i++) {
                if ((float) rows[i][cut] <= threshold) {
                    double[] row = rows[i];
                    rows[i] = rows[middle];
                    rows[middle] = row;
                    middle++;
                }
            }
            return middle;
        }

        private static float least(double[][] rows, int from, int to, int feature) {
            float least = Float.POSITIVE_INFINITY;
            for (int i = from; i < to; i++) {
                least = Math.min(least, (float) rows[i][feature]);
            }
            return least;
        }

        private static float largest(double[][] rows, int from, int to, int feature) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                largest = Math.max(largest, (float) rows[i][feature]);
            }
            return largest;
        }

        IsolationTree tree() {
            return new IsolationTree(
                    Arrays.copyOf(feature, nodes),
                    Arrays.copyOf(threshold, nodes),
                    Arrays.copyOf(left, nodes),
                    Arrays.copyOf(right, nodes),
                    Arrays.copyOf(samples, nodes));
        }
    }
}
