package org.diopter.engine.laser;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Matrix;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.model.UnusableInputException;

/// Which matrices a model has and where each of them lies. Of a fused matrix (GPT-2's queries, keys and values) each part is one of its own.
public final class WeightMatrices {
    private static final String CODE = "D-205";

    private final List<Matrix> matrices;
    private final int blocks;
    private final Map<Integer, String> unknown;

    public WeightMatrices(Architecture architecture) {
        this(architecture.matrices(), architecture.layers(), Map.of());
    }

    /// @param matrices that are known
    /// @param blocks how many the model has
    /// @param unknown why matrices of a block are not known, by block: a sentence
    public WeightMatrices(List<Matrix> matrices, int blocks, Map<Integer, String> unknown) {
        this.matrices = List.copyOf(matrices);
        this.blocks = blocks;
        this.unknown = Map.copyOf(unknown);
    }

    /// All of them, block by block, under the names of the model's own layout.
    public List<MatrixId> all() {
        return matrices.stream().map(WeightMatrices::id).toList();
    }

    private static MatrixId id(Matrix matrix) {
        return new MatrixId(matrix.block(), MatrixKind.of(matrix.name()));
    }

    /// The matrix under the name of the model's own layout: `mlp.in` of a gated MLP is `mlp.gate`, `mlp.out` is `mlp.down`.
    ///
    /// @throws UnusableInputException if the model has no such matrix
    public MatrixId canonical(MatrixId id) {
        return id(place(id));
    }

    /// Where a matrix lies.
    ///
    /// @throws UnusableInputException if the model has no such matrix
    public Matrix place(MatrixId id) {
        requireBlock(id.block());
        return find(id)
                .or(() -> find(new MatrixId(id.block(), gated(id.kind()))))
                .orElseThrow(() -> missing(id));
    }

    private UnusableInputException missing(MatrixId id) {
        String why = unknown.get(id.block());
        if (why != null) {
            return new UnusableInputException(CODE, "The matrix %s cannot be edited. %s".formatted(id, why));
        }
        return new UnusableInputException(CODE, "This model has no %s. Its block %d has %s.".formatted(
                id.kind().text(),
                id.block(),
                String.join(", ", matrices.stream().filter(m -> m.block() == id.block()).map(Matrix::name).toList())));
    }

    private Optional<Matrix> find(MatrixId id) {
        return matrices.stream().filter(matrix -> id(matrix).equals(id)).findFirst();
    }

    /// What a gated MLP has in the place of a plain one's matrix.
    private static MatrixKind gated(MatrixKind kind) {
        return switch (kind) {
            case MLP_IN -> MatrixKind.MLP_GATE;
            case MLP_OUT -> MatrixKind.MLP_DOWN;
            default -> kind;
        };
    }

    /// min(m, n) of a matrix.
    public int components(MatrixId id) {
        Matrix place = place(id);
        return Math.toIntExact(Math.min(place.outputs().count(), place.stored().inputs()));
    }

    /// @throws UnusableInputException if the model has no such block
    public void requireBlock(int block) {
        if (block < 0 || block >= blocks) {
            throw new UnusableInputException(CODE, "There is no block %d; blocks go from 0 to %d.".formatted(block, blocks - 1));
        }
    }
}
