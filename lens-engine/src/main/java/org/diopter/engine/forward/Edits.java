package org.diopter.engine.forward;

import java.util.List;

/// How a model runs otherwise than the file says. A block runs with its edits first; the state that leaves it is changed then.
@FunctionalInterface
public interface Edits {
    /// No edits.
    Edits NONE = block -> BlockEdits.NONE;

    BlockEdits of(int block);

    /// What is done to the stream of a layer, one after the other.
    ///
    /// @param layer from 0 to L
    default List<StreamEdit> at(int layer) {
        return List.of();
    }
}
