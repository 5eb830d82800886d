package org.diopter.engine.edit;

/// A change inside one block.
public sealed interface BlockEdit extends Edit permits MatrixEdit, SkipPart {
    /// Which block runs otherwise, from 0.
    int block();

    /// Block b turns layer b into layer b + 1.
    @Override
    default int firstLayer() {
        return block() + 1;
    }

    @Override
    default int firstBlock() {
        return block();
    }
}
