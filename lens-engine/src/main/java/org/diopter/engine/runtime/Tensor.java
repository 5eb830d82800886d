package org.diopter.engine.runtime;

/// What can be put into a session.
public sealed interface Tensor permits FloatTensor, IdTensor {
    /// The size of each axis. A copy.
    long[] shape();
}
