package org.diopter.engine.forward;

import org.diopter.engine.runtime.FloatTensor;

/// What is done to the stream of one layer before the next block reads it.
public interface StreamEdit {
    /// Whether it leaves every stream as it is.
    boolean changesNothing();

    /// Applies it to the stream of one text.
    ///
    /// @param stream [T, d]. Not modified.
    /// @param into [T, d], another tensor. Modified: row by row the changed stream.
    void apply(FloatTensor stream, FloatTensor into);
}
