package org.diopter.app.window;

import java.util.Arrays;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.diopter.app.job.Jobs;
import org.diopter.app.settings.Settings;
import org.diopter.app.settings.ThemeChoice;
import org.diopter.engine.EngineOptions;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.kit.MapCell;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Switch;
import org.diopter.views.kit.ViewContext;

/// The settings as a dialog. How things look changes at once, how they are computed at the next start.
final class SettingsPane extends VBox {
    private static final int MOST_GB = 100_000;

    private final Settings settings;

    /// Where the settings hold.
    ///
    /// @param computing what computes now
    /// @param engine how it was started
    record Place(String computing, EngineOptions engine, Jobs jobs, ViewContext context) {}

    /// @param checkGpu shows what CUDA needs
    SettingsPane(Settings settings, Place place, Runnable checkGpu, Runnable close) {
        this.settings = settings;
        Button done = Parts.primary(text("close"));
        done.setOnAction(_ -> close.run());
        VBox body = new VBox(looks(place.context()), rule(), computing(place, checkGpu));
        body.getStyleClass().add("dialog-body");
        body.setSpacing(2);
        getChildren().setAll(Parts.row("dialog-head", Parts.label(text("settings"), "title")), body, Parts.row("dialog-foot", Parts.spring(), done));
        setPrefWidth(600);
    }

    private Node looks(ViewContext context) {
        Segments<ThemeChoice> theme = new Segments<>(choice -> text("theme." + choice), ThemeChoice.values());
        theme.value().bindBidirectional(settings.theme());
        Segments<Double> scale = new Segments<>(s -> Math.round(100 * s) + " %", 0.8, 1.0, 1.25, 1.5, 2.0);
        scale.value().set(settings.textScale().get());
        scale.value().subscribe(s -> settings.textScale().set(s));
        Segments<Boolean> unit = new Segments<>(bits -> text(bits ? "unit.bits" : "unit.nats"), false, true);
        unit.value().bindBidirectional(settings.bits());
        Switch auto = new Switch(text("settings.auto-run"));
        auto.selectedProperty().bindBidirectional(settings.autoRun());
        return new VBox(2, row("settings.theme", theme), row("settings.map", map(context)), row("settings.text", scale), row("settings.unit", unit),
                row("settings.auto-run", auto));
    }

    private ComboBox<ColorMap> map(ViewContext context) {
        ComboBox<ColorMap> box = new ComboBox<>();
        List<ColorMap> maps = Arrays.stream(ColorMap.values()).filter(map -> !map.isTwoSided()).toList();
        MapCell.fill(box, maps, context);
        box.setAccessibleText(text("settings.map"));
        box.valueProperty().subscribe(chosen -> {
            if (chosen != null) {
                settings.map().set(chosen.label());
            }
        });
        // The dialog does not outlive its window, and the settings do.
        Subscription follows = settings.map().subscribe(label -> maps.stream().filter(map -> map.label().equals(label)).findFirst().ifPresent(box::setValue));
        box.sceneProperty().subscribe((before, now) -> {
            if (before != null && now == null) {
                follows.unsubscribe();
            }
        });
        return box;
    }

    private Node computing(Place place, Runnable checkGpu) {
        Segments<Boolean> provider = new Segments<>(cpu -> text(cpu ? "settings.cpu" : "settings.auto"), false, true);
        provider.value().bindBidirectional(settings.cpuOnly());
        provider.setMinWidth(USE_PREF_SIZE);
        Button gpu = Parts.small(text("gpu.check"));
        gpu.setMinWidth(USE_PREF_SIZE);
        gpu.setOnAction(_ -> checkGpu.run());
        NumberField memory = new NumberField(text("settings.memory"), 0, MOST_GB, settings.memoryGb().get());
        memory.value().bindBidirectional(settings.memoryGb());
        memory.setPrefWidth(64);
        Switch lowMemory = new Switch(text("settings.low-memory"));
        lowMemory.selectedProperty().bindBidirectional(settings.lowMemory());
        Label folder = Parts.label(place.engine().home().toString(), "token");
        folder.setWrapText(true);
        Label note = Parts.label(text("settings.next-start", place.computing()), "note");
        note.setWrapText(true);
        return new VBox(2, row("settings.computing", Parts.row("plain-row", provider, gpu)),
                row("settings.memory", Parts.row("plain-row", memory, Parts.label(text("settings.memory-note"), "faint"))),
                row("settings.low-memory", lowMemory), row("settings.store", new KeptResults(settings, place.engine().store(), place.jobs())),
                row("settings.home", folder), note);
    }

    private static Node rule() {
        HBox rule = new HBox();
        rule.getStyleClass().add("rule");
        return rule;
    }

    private static HBox row(String key, Node control) {
        Label name = Parts.label(text(key), "wide-form-label");
        name.setLabelFor(control);
        return Parts.row("form-row", name, control);
    }

    private static String text(String key, Object... parts) {
        return WindowTexts.ALL.get(key, parts);
    }
}
