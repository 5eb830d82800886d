package org.diopter.engine.laser;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.diopter.engine.arch.Matrix;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.ReduceRank;

/// How many numbers reduced matrices hold, as they are and in factors.
///
/// @param dense Σ m n
/// @param factored Σ k (m + n), or m n where that is less
public record FactoredSize(long dense, long factored) {
    /// Of the matrices that a stack reduces; other edits do not count.
    public static FactoredSize of(EditStack stack, WeightMatrices matrices) {
        SortedMap<MatrixId, List<ComponentMask>> masks = new TreeMap<>();
        stack.edits().forEach(edit -> {
            if (edit instanceof ReduceRank reduce) {
                masks.computeIfAbsent(matrices.canonical(reduce.matrix()), id -> new ArrayList<>()).add(reduce.kept());
            }
        });
        long dense = 0;
        long factored = 0;
        for (MatrixId id : masks.keySet()) {
            Matrix place = matrices.place(id);
            long outputs = place.outputs().count();
            long inputs = place.stored().inputs();
            long kept = ComponentMask.kept(masks.getOrDefault(id, List.of()), matrices.components(id)).cardinality();
            dense += outputs * inputs;
            factored += Math.min(outputs * inputs, kept * (outputs + inputs));
        }
        return new FactoredSize(dense, factored);
    }
}
