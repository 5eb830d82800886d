package org.diopter.engine.laser;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.diopter.engine.edit.ReduceRank;

/// How much of each component of a matrix is left, while reductions follow each other: each is applied to the matrix that the one before left, whose components
/// are the same ones, the largest of what is left first. Components count from 0 in the order of the stored matrix.
final class ComponentWeights {
    private final float[] left;
    private final Supplier<double[]> values;
    private boolean inPart;

    /// @param components how many there are
    /// @param values the singular values of the stored matrix, descending; asked for only if the order depends on them
    ComponentWeights(int components, Supplier<double[]> values) {
        left = new float[components];
        Arrays.fill(left, 1);
        this.values = values;
    }

    /// Takes from each component that a reduction does not keep as much as its strength says.
    void reduce(ReduceRank edit) {
        BitSet kept = edit.kept().kept(left.length);
        int[] order = order();
        float strength = edit.strength().floatValue();
        inPart |= strength != 1;
        for (int place = 0; place < order.length; place++) {
            if (!kept.get(place)) {
                left[order[place]] *= 1 - strength;
            }
        }
    }

    /// A weight a component.
    float[] toArray() {
        return left.clone();
    }

    /// The components, the largest of what is left first. As long as each is left whole or not at all, that is their own order.
    private int[] order() {
        double[] sizes = inPart ? values.get() : new double[0];
        Comparator<Integer> largestFirst = inPart
                ? Comparator.comparingDouble((Integer i) -> -sizes[i] * Math.abs(left[i]))
                : Comparator.comparingInt((Integer i) -> left[i] == 0 ? 1 : 0);
        return IntStream.range(0, left.length).boxed().sorted(largestFirst).mapToInt(Integer::intValue).toArray();
    }
}
