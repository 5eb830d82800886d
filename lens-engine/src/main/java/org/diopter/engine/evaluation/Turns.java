package org.diopter.engine.evaluation;

import java.util.function.Function;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;

/// Where the steps of a measurement run, one after the other. Others have their turn between two steps, so that a step is short: one pack of texts, one
/// decomposition.
public interface Turns {
    /// Steps run where they are asked for; nobody else is there.
    Turns AT_ONCE = new Turns() {
        @Override
        public <T> T take(Progress progress, Function<Cancellation, T> step) {
            progress.throwIfCancelled();
            return step.apply(new Cancellation());
        }
    };

    /// Runs a step when it has its turn, and waits for it.
    ///
    /// @param progress says whether to stop
    /// @throws org.diopter.model.CancelledException if the user stopped it, or the model was closed
    <T> T take(Progress progress, Function<Cancellation, T> step);
}
