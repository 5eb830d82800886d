package org.diopter.app.window;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.diopter.engine.lens.training.TrainingControl;

/// The hold that the user has of one training: when it was begun, and whether it waits or is to end. FX thread only.
final class TrainingHold {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm.ss");

    private final LocalDateTime begun = LocalDateTime.now(ZoneId.systemDefault());
    private final TrainingControl control = new TrainingControl();
    private boolean ended;

    /// The time of day at which it was begun.
    String clock() {
        return CLOCK.format(begun);
    }

    /// What is trained is called so until the user calls it something else.
    String name() {
        return NAME.format(begun);
    }

    /// What the training itself obeys.
    TrainingControl control() {
        return control;
    }

    /// Holds it before its next step, or lets it go on.
    ///
    /// @return whether it waits now
    boolean pauseOrGoOn() {
        if (control.isPaused()) {
            control.resume();
        } else {
            control.pause();
        }
        return control.isPaused();
    }

    /// Ends it; the best so far is its result.
    void end() {
        ended = true;
        control.stop();
    }

    /// Whether the user has ended it himself, rather than by closing the window, say.
    boolean isEnded() {
        return ended;
    }
}
