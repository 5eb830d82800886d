package org.diopter.engine.lens;

import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;

/// Turns rows of the stream into logits: final norm, unembedding, and what the model does after it.
interface Head extends AutoCloseable {
    /// @param stream [rows, d]. Not modified.
    /// @param logits [rows, V]. Modified.
    void logits(FloatTensor stream, FloatTensor logits, Cancellation cancellation);

    @Override
    void close();
}
