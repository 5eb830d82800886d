package org.diopter.engine.imported;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Matrix;
import org.diopter.engine.arch.Outputs;
import org.diopter.model.checkpoint.TensorInfo;

/// A matrix of a block and where its numbers lie.
///
/// @param block from 0
/// @param name in the program's words: `attn.q`, `mlp.down`, …
/// @param stored the constant in the graph that holds it, perhaps with others beside it
/// @param inputFirst whether the constant is stored [in, out], else [out, in]
/// @param columns which of the constant's outputs are this matrix's, in the order of its own; empty for all of them
public record ImportedMatrix(int block, String name, TensorInfo stored, boolean inputFirst, List<Integer> columns) {
    public ImportedMatrix {
        columns = List.copyOf(columns);
    }

    /// The constant's name in the graph.
    public String weight() {
        return stored.name();
    }

    /// Of that constant.
    public List<Long> shape() {
        return stored.shape();
    }

    /// Whether other matrices lie in the same constant.
    public boolean isPart() {
        return !columns.isEmpty();
    }

    /// The same in the terms of models that are not imported; nothing if its columns are no runs at equal distances.
    public Optional<Matrix> matrix() {
        Linear linear = new Linear(stored, !inputFirst, Optional.empty());
        Optional<Outputs> outputs = isPart() ? Outputs.of(columns) : Optional.of(new Outputs(0, linear.outputs(), linear.outputs(), 1));
        return outputs.map(own -> new Matrix(block, name, linear, own));
    }
}
