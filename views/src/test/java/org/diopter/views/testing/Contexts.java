package org.diopter.views.testing;

import java.util.concurrent.Executor;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.WindowTheme;

/// What views need to know, in tests.
public final class Contexts {
    private Contexts() {}

    /// With work done at once, on the thread that asks for it.
    public static ViewContext of(WindowTheme theme) {
        return of(Runnable::run, theme);
    }

    public static ViewContext of(Executor painting, WindowTheme theme) {
        return new ViewContext(painting, Runnable::run, new SimpleObjectProperty<>(theme), new SimpleDoubleProperty(1),
                new SimpleObjectProperty<>(Unit.NATS));
    }
}
