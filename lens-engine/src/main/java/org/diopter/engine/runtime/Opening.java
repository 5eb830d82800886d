package org.diopter.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Something that is opened in several steps, each of which may throw: what the earlier ones have opened is closed then, the last first.
///
/// ```java
/// try (Opening opening = new Opening()) {
///     session = opening.with(runtime.session(…), Session::close);
///     room = memory.zeros(…);
///     opening.done();
/// }
/// ```
public final class Opening implements AutoCloseable {
    private final List<Runnable> closing = new ArrayList<>();

    /// One part more.
    ///
    /// @param close is called if a later step throws
    /// @return the part
    public <T> T with(T part, Consumer<T> close) {
        closing.add(() -> close.accept(part));
        return part;
    }

    /// Everything is open: its owner closes it from now on.
    public void done() {
        closing.clear();
    }

    @Override
    public void close() {
        closing.reversed().forEach(Runnable::run);
        closing.clear();
    }
}
