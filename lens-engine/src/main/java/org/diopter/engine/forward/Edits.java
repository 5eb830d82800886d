package org.diopter.engine.forward;

/// How the blocks of a model run otherwise than the file says.
@FunctionalInterface
public interface Edits {
    /// No edits.
    Edits NONE = block -> BlockEdits.NONE;

    BlockEdits of(int block);
}
