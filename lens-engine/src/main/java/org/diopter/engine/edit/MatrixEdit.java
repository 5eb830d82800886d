package org.diopter.engine.edit;

import java.math.BigDecimal;

/// A change of one matrix. Several of one matrix act in turn, each on what the one before left.
public sealed interface MatrixEdit extends BlockEdit permits ReduceRank, ZeroMatrix, PruneMagnitude {
    MatrixId matrix();

    @Override
    MatrixEdit withStrength(BigDecimal other);

    @Override
    default int block() {
        return matrix().block();
    }

    /// The same kind of edit that changes nothing: what an edited run is compared with, so that both go through the same kind of session and differ by nothing
    /// but the edit.
    MatrixEdit neutral();
}
