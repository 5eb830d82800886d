package org.diopter.views.figure;

import java.util.Arrays;
import java.util.Comparator;

/// Moves labels apart along y, as little as that takes, so that none covers another.
final class LabelStack {
    private LabelStack() {}

    /// @param wanted where each label would best be
    /// @param pitch how far apart they have to be; less if there is no room for all
    /// @param top where the first may be
    /// @param bottom where the last may be
    /// @return where each label goes, in the order given
    static double[] spread(double[] wanted, double pitch, double top, double bottom) {
        int n = wanted.length;
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> wanted[i]));
        double step = n > 1 ? Math.min(pitch, (bottom - top) / (n - 1)) : pitch;

        double[] placed = new double[n];
        double least = top;
        for (int i : order) {
            placed[i] = Math.max(wanted[i], least);
            least = placed[i] + step;
        }
        double most = bottom;
        for (int k = n - 1; k >= 0; k--) {
            int i = order[k];
            placed[i] = Math.min(placed[i], most);
            most = placed[i] - step;
        }
        return placed;
    }
}
