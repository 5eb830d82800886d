package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.diopter.app.job.Jobs;
import org.diopter.app.settings.Settings;
import org.diopter.app.settings.SettingsFile;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.store.ArtefactStore;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Garbage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsPaneTest {
    private static final int BYTES = 3_000_000;

    @TempDir
    Path home;

    private final List<Stage> shown = new ArrayList<>();

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    /// Keys that another test types go to the window that is open.
    @AfterEach
    void close() {
        Fx.run(() -> shown.forEach(Stage::close));
    }

    private EngineOptions engine() {
        return new EngineOptions(ProviderChoice.AUTO, 2, home);
    }

    private SettingsPane pane(Settings settings) {
        return Fx.get(() -> {
            Jobs jobs = new Jobs(Runnable::run, Platform::runLater);
            SettingsPane.Place place = new SettingsPane.Place("CPU, 2 threads", engine(), jobs, Contexts.of(WindowTheme.LIGHT));
            SettingsPane pane = new SettingsPane(settings, place, () -> {}, () -> {});
            shown.add(Fx.show(pane, 600, 640, WindowTheme.LIGHT));
            return pane;
        });
    }

    private static boolean says(SettingsPane pane, String text) {
        return pane.lookupAll(".label").stream().anyMatch(node -> node instanceof Label label && text.equals(label.getText()));
    }

    @Test
    void whatIsKeptIsMeasuredAndDeleted() {
        ArtefactStore store = engine().store();
        store.write("decomposition", "of something", out -> out.write(new byte[BYTES]));
        SettingsPane pane = pane(SettingsFile.look(home));
        Fx.until("its size", () -> says(pane, "3 MB of at most"));
        Fx.run(() -> ((Button) pane.lookup("#kept-results .button")).fire());
        Fx.until("nothing", () -> says(pane, "0 kB of at most"));
        assertEquals(0, store.size());
        assertTrue(Fx.get(() -> pane.lookup("#kept-results .button").isDisabled()), "there is nothing to delete");
    }

    @Test
    void theColourMapIsThatOfTheSettings() {
        Settings settings = SettingsFile.look(home);
        SettingsPane pane = pane(settings);
        ComboBox<?> maps = (ComboBox<?>) Fx.get(() -> pane.lookup(".combo-box"));
        assertEquals(ColorMap.TIDE, Fx.get(maps::getValue));
        Fx.run(() -> settings.map().set("viridis"));
        assertEquals(ColorMap.VIRIDIS, Fx.get(maps::getValue));
        Fx.run(() -> maps.getSelectionModel().select(maps.getItems().indexOf(ColorMap.GREY)));
        assertEquals("grey", settings.map().get());
    }

    @Test
    void entropiesAreInBitsHoweverLongTheDialogIsOpen() {
        Settings settings = SettingsFile.look(home);
        SettingsPane pane = pane(settings);
        Garbage.collect();
        press(pane, "bits");
        assertTrue(settings.bits().get());
        press(pane, "nats");
        assertFalse(settings.bits().get());
    }

    private static void press(SettingsPane pane, String text) {
        Fx.run(() -> pane.lookupAll(".toggle-button").stream().map(ButtonBase.class::cast).filter(button -> text.equals(button.getText())).findFirst()
                .orElseThrow().fire());
    }

    @Test
    void theNextStartComputesAsItIsSet() {
        Settings settings = SettingsFile.look(home);
        SettingsPane pane = pane(settings);
        press(pane, "CPU");
        settings.memoryGb().set(2);
        settings.storeGb().set(1);
        WindowOptions options = new WindowOptions(engine(), Optional.empty(), Optional.empty(), 0).under(settings);
        assertEquals(ProviderChoice.CPU, options.engine().provider());
        assertEquals(OptionalLong.of(2_000_000_000L), options.engine().memoryLimit());
        assertEquals(1_000_000_000L, options.engine().storeBytes());
    }

    @Test
    void whatTheStartSaysStands() {
        Settings settings = SettingsFile.look(home);
        settings.cpuOnly().set(true);
        EngineOptions cuda = new EngineOptions(ProviderChoice.CUDA, 2, home);
        assertEquals(ProviderChoice.CUDA, new WindowOptions(cuda, Optional.empty(), Optional.empty(), 0).under(settings).engine().provider());
    }
}
