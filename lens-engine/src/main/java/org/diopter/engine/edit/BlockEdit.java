package org.diopter.engine.edit;

import java.math.BigDecimal;

/// A change inside one block.
public sealed interface BlockEdit extends Edit permits MatrixEdit, SkipPart {
    /// Which block runs otherwise, from 0.
    int block();

    /// How far it goes: 0 changes nothing, 1 is the whole edit, what lies between is as much of the way, and more goes beyond. An edit of a matrix W that makes
    /// it W′ leaves W + s (W′ − W).
    BigDecimal strength();

    /// The same edit, going this far.
    ///
    /// @throws org.diopter.model.UnusableInputException if it is beyond ±1,000
    BlockEdit withStrength(BigDecimal other);

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
