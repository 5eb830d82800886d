package org.diopter.app.window;

import java.util.concurrent.Executor;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.Scene;
import org.diopter.app.settings.Settings;
import org.diopter.app.settings.ThemeChoice;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.diopter.views.kit.WindowTheme;

/// How the window looks: theme (the desktop's, or a fixed one), size of text, unit of entropies. FX thread only.
final class Appearance {
    private final Settings settings;
    private final ReadOnlyObjectWrapper<WindowTheme> theme = new ReadOnlyObjectWrapper<>(WindowTheme.LIGHT);
    private final ReadOnlyObjectWrapper<Unit> unit = new ReadOnlyObjectWrapper<>(Unit.NATS);
    /// Held here and weakly by the toolkit, which outlives the window.
    private final ChangeListener<ColorScheme> desktopTurned;

    Appearance(Settings settings) {
        this.settings = settings;
        Watch.all(() -> theme.set(chosen()), settings.theme());
        desktopTurned = (_, _, _) -> theme.set(chosen());
        Platform.getPreferences().colorSchemeProperty().addListener(new WeakChangeListener<>(desktopTurned));
        Watch.all(() -> unit.set(settings.bits().get() ? Unit.BITS : Unit.NATS), settings.bits());
    }

    private WindowTheme chosen() {
        boolean dark = settings.theme().get() == ThemeChoice.DARK
                || (settings.theme().get() == ThemeChoice.SYSTEM && Platform.getPreferences().getColorScheme() == ColorScheme.DARK);
        return dark ? WindowTheme.DARK : WindowTheme.LIGHT;
    }

    ReadOnlyObjectProperty<WindowTheme> theme() {
        return theme.getReadOnlyProperty();
    }

    /// Keeps a scene's style sheets right.
    void dress(Scene scene) {
        Watch.all(() -> scene.getStylesheets().setAll(theme.get().sheets(settings.textScale().get())), theme, settings.textScale());
    }

    /// What views need to know.
    ViewContext context(Executor painting, Executor workers) {
        return new ViewContext(painting, workers, theme(), settings.textScale(), unit.getReadOnlyProperty());
    }
}
