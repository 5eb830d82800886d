package org.diopter.engine.lens.training;

import java.util.Optional;
import org.diopter.model.UnusableInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a training every few seconds, or less often where keeping it takes long: it is to cost no more than a fiftieth of the time as long as no more than
/// some twenty seconds can be lost.
final class TrainingKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingKeeper.class);
    private static final long SHORTEST_NANOS = 5_000_000_000L;
    private static final long LONGEST_NANOS = 20_000_000_000L;
    private static final int SHARE = 50;

    private final Optional<TrainingCheckpoint> checkpoint;
    private long last = System.nanoTime();
    private long took;

    TrainingKeeper(Optional<TrainingCheckpoint> checkpoint) {
        this.checkpoint = checkpoint;
    }

    /// Whether it is time again.
    boolean isDue() {
        return checkpoint.isPresent() && System.nanoTime() - last > Math.clamp(SHARE * took, SHORTEST_NANOS, LONGEST_NANOS);
    }

    /// Writes the state; where it cannot be written, the training goes on without.
    void keep(TrainingState state) {
        long before = System.nanoTime();
        try {
            checkpoint.ifPresent(file -> file.save(state));
        } catch (UnusableInputException e) {
            LOG.warn("The training goes on without being kept", e); // a full disk is no reason to lose what is learnt
        }
        last = System.nanoTime();
        took = last - before;
    }
}
