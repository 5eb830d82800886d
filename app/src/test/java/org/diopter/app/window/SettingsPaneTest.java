package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ToggleButton;
import org.diopter.app.settings.Settings;
import org.diopter.app.settings.SettingsFile;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Garbage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsPaneTest {
    @TempDir
    Path home;

    private final Threads threads = Threads.start();

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        threads.close(Duration.ofSeconds(5));
    }

    @Test
    void theUnitIsStillSwitchedAfterACollection() {
        Settings settings = Fx.get(() -> new SettingsFile(home, threads.timer()).open());
        Node pane = Fx.get(() -> {
            Node made = SettingsPane.of(settings, "", home, () -> {}, () -> {});
            Fx.show((Parent) made, 600, 400, WindowTheme.LIGHT);
            return made;
        });
        Garbage.collect();
        Fx.run(() -> pane.lookupAll(".toggle-button").stream().map(ToggleButton.class::cast)
                .filter(button -> WindowTexts.ALL.get("unit.bits").equals(button.getText())).forEach(ToggleButton::fire));
        assertTrue(settings.bits().get());
    }
}
