package org.diopter.views.kit;

import javafx.beans.value.ObservableValue;

/// Listening to several values at once.
public final class Watch {
    private Watch() {}

    /// Acts now, and after every change of any of the values.
    public static void all(Runnable act, ObservableValue<?>... values) {
        for (ObservableValue<?> value : values) {
            value.subscribe((_, _) -> act.run());
        }
        act.run();
    }
}
