package org.diopter.app.window;

import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.app.settings.Settings;
import org.diopter.app.settings.ThemeChoice;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Switch;

/// The settings as a dialog. Every change acts at once.
final class SettingsPane {
    private SettingsPane() {}

    /// Its content.
    ///
    /// @param computing what computes
    /// @param home the program's folder
    /// @param checkGpu shows what CUDA needs
    static Node of(Settings settings, String computing, Path home, Runnable checkGpu, Runnable close) {
        Segments<ThemeChoice> theme = new Segments<>(choice -> text("theme." + choice), ThemeChoice.values());
        theme.value().bindBidirectional(settings.theme());
        Segments<Double> scale = new Segments<>(s -> Math.round(100 * s) + " %", 0.8, 1.0, 1.25, 1.5, 2.0);
        scale.value().set(settings.textScale().get());
        scale.value().subscribe(s -> settings.textScale().set(s));
        Segments<Boolean> unit = new Segments<>(bits -> text(bits ? "unit.bits" : "unit.nats"), false, true);
        unit.value().bindBidirectional(settings.bits());
        Switch auto = new Switch(text("settings.auto-run"));
        auto.selectedProperty().bindBidirectional(settings.autoRun());
        Switch lowMemory = new Switch(text("settings.low-memory"));
        lowMemory.selectedProperty().bindBidirectional(settings.lowMemory());
        Label folder = Parts.label(home.toString(), "token");
        folder.setWrapText(true);
        Button gpu = Parts.small(text("gpu.check"));
        gpu.setOnAction(_ -> checkGpu.run());
        VBox body = new VBox(row("settings.theme", theme), row("settings.text", scale), row("settings.unit", unit), row("settings.auto-run", auto),
                row("settings.low-memory", lowMemory),
                row("settings.computing", Parts.row("plain-row", new Label(computing), gpu)), row("settings.home", folder));
        body.getStyleClass().add("dialog-body");
        body.setSpacing(2);
        Button done = Parts.primary(text("close"));
        done.setOnAction(_ -> close.run());
        HBox head = Parts.row("dialog-head", Parts.label(text("settings"), "title"));
        VBox dialog = new VBox(head, body, Parts.row("dialog-foot", Parts.spring(), done));
        dialog.setPrefWidth(560);
        return dialog;
    }

    private static HBox row(String key, Node control) {
        Label name = Parts.label(text(key), "wide-form-label");
        name.setLabelFor(control);
        return Parts.row("form-row", name, control);
    }

    private static String text(String key) {
        return WindowTexts.ALL.get(key);
    }
}
