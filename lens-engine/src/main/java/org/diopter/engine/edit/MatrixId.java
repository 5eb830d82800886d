package org.diopter.engine.edit;

import java.util.Comparator;

/// One matrix of a model.
///
/// @param block from 0
public record MatrixId(int block, MatrixKind kind) implements Comparable<MatrixId> {
    private static final Comparator<MatrixId> ORDER = Comparator.comparingInt(MatrixId::block).thenComparing(MatrixId::kind);

    @Override
    public int compareTo(MatrixId other) {
        return ORDER.compare(this, other);
    }

    /// For people: `mlp.down of block 3`.
    @Override
    public String toString() {
        return "%s of block %d".formatted(kind.text(), block);
    }
}
