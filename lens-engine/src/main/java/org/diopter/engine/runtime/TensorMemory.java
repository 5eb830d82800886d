package org.diopter.engine.runtime;

import java.lang.foreign.Arena;

/// Native memory for tensors, freed when the last of its users closes it: the garbage collector does not see how large it is.
///
/// Results that share tensors (a pass and one that differs from it only above some layer) are users of the same memory. A tensor must not be used after
/// its memory has been freed; Java access then throws.
public final class TensorMemory implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private int users = 1;

    /// A tensor of zeros in this memory.
    public FloatTensor zeros(long... shape) {
        return FloatTensor.zeros(arena, shape);
    }

    /// One more user, who must close it too.
    ///
    /// @return this
    public synchronized TensorMemory share() {
        if (users == 0) {
            throw new IllegalStateException("the memory has been freed");
        }
        users++;
        return this;
    }

    /// One user less.
    @Override
    public synchronized void close() {
        users--;
        if (users == 0) {
            arena.close();
        }
    }
}
