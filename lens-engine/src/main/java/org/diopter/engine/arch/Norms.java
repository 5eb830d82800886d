package org.diopter.engine.arch;

import java.util.Optional;

/// The norms around one part of a block, its attention or its MLP.
///
/// @param before of what the part reads
/// @param after of what it gives; where that is, before or after it meets the stream, is the block's [Block.Form]
public record Norms(Optional<Norm> before, Optional<Norm> after) {
    static Norms before(Norm norm) {
        return new Norms(Optional.of(norm), Optional.empty());
    }

    static Norms after(Norm norm) {
        return new Norms(Optional.empty(), Optional.of(norm));
    }

    static Norms around(Norm before, Norm after) {
        return new Norms(Optional.of(before), Optional.of(after));
    }
}
