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

    /// Whether what it does to a position depends on that position and its state alone: then it stays when the text goes on.
    boolean isLocal();

    /// Applies it to the last rows of a text, if it is [local][#isLocal].
    ///
    /// @param first the position of the first row
    /// @param rows [n, d]. Not modified.
    /// @param into [n, d], another tensor. Modified.
    void applyFrom(int first, FloatTensor rows, FloatTensor into);
}
