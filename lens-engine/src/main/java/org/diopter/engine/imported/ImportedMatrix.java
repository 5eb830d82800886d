package org.diopter.engine.imported;

import java.util.List;

/// A matrix of a block and where its numbers lie.
///
/// @param block from 0
/// @param name in the program's words: `attn.q`, `mlp.down`, …
/// @param weight the constant in the graph that holds it, perhaps with others beside it
/// @param shape of that constant
/// @param inputFirst whether the constant is stored [in, out], else [out, in]
/// @param columns which of the constant's outputs are this matrix's, in the order of its own; empty for all of them
public record ImportedMatrix(int block, String name, String weight, List<Long> shape, boolean inputFirst, List<Integer> columns) {
    public ImportedMatrix {
        shape = List.copyOf(shape);
        columns = List.copyOf(columns);
    }

    /// Whether other matrices lie in the same constant.
    public boolean isPart() {
        return !columns.isEmpty();
    }
}
