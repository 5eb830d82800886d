package org.diopter.app.window;

import java.lang.management.ManagementFactory;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.diopter.views.figure.Figure;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes into the log how long the user waited for the first picture.
final class FirstPicture {
    private static final Logger LOG = LoggerFactory.getLogger(FirstPicture.class);

    private final TrajectoryModel model;
    private final Subscription watching;

    /// @param shown the figure that is seen; null before the first
    FirstPicture(TrajectoryModel model, ObservableValue<@Nullable Figure> shown) {
        this.model = model;
        watching = shown.subscribe((_, figure) -> shown(figure));
    }

    private void shown(@Nullable Figure figure) {
        if (figure != null && model.findings().get() != null && model.findings().get().trajectory().isComplete()) {
            watching.unsubscribe();
            // The start of the process itself is known to the second only: systems tell it from when they were booted.
            LOG.info("The first picture was there {} ms after Java began", ManagementFactory.getRuntimeMXBean().getUptime());
        }
    }
}
