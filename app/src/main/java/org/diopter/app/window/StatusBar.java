package org.diopter.app.window;

import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.property.LongProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.diopter.app.action.Action;
import org.diopter.app.job.JobsBar;
import org.diopter.engine.runtime.ProcessMemory;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Bar;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Watch;

/// The window's foot: the last result, jobs, and what computes. A click on a field opens its setting.
final class StatusBar extends HBox {
    private static final double METER = 56;

    private final Label message = new Label();
    private final StackPane sign = new StackPane();
    private final Button model;
    private final Button provider;
    private final Label memory = new Label();
    private final Bar meter = new Bar();
    private String last = "";

    /// @param said the last result
    /// @param card opens the model card
    /// @param settings opens the settings
    /// @param seed of random choices
    StatusBar(ObservableValue<WindowReports.Said> said, JobsBar jobs, Action card, Action settings, long seed) {
        getStyleClass().add("status-bar-row");
        Parts.shrinking(message);
        HBox.setHgrow(message, Priority.ALWAYS);
        message.setMaxWidth(Double.MAX_VALUE);
        HBox result = Parts.row("field", sign, message);
        result.getStyleClass().add("first");
        result.setMinWidth(0);
        HBox.setHgrow(result, Priority.ALWAYS);
        model = field("", card);
        provider = field("", settings);
        Label precision = Parts.label("float32", "field");
        meter.getStyleClass().setAll("meter");
        meter.fill().getStyleClass().setAll("fill");
        meter.setPrefWidth(METER);
        meter.setMinHeight(6);
        meter.setMaxHeight(6);
        HBox used = Parts.row("field", meter, memory);
        Label seedField = Parts.label(WindowTexts.ALL.get("status.seed", Long.toString(seed)), "field");
        seedField.getStyleClass().add("last");
        getChildren().addAll(result, jobs, model, provider, precision, used, seedField);
        for (javafx.scene.Node node : getChildren()) {
            if (!node.equals(result)) {
                ((javafx.scene.layout.Region) node).setMinWidth(USE_PREF_SIZE);
            }
        }
        showModel("");
        Watch.all(() -> say(said.getValue()), said);
    }

    private static Button field(String text, Action action) {
        Button field = new Button(text);
        field.getStyleClass().add("field");
        field.setAccessibleHelp(action.help());
        field.setOnAction(_ -> action.fire());
        return field;
    }

    /// What the pointer is on; empty shows the last result again.
    void point(String text) {
        if (text.isEmpty()) {
            message.setText(last);
        } else {
            message.setText(text);
        }
    }

    private void say(WindowReports.Said now) {
        last = now.text();
        message.setText(last);
        sign.getStyleClass().setAll(now.failed() ? "err" : "ok");
        if (!last.isEmpty()) {
            sign.getChildren().setAll((now.failed() ? Icon.WARNING : Icon.CHECK).node(13));
        }
    }

    void showModel(String name) {
        model.setText(name);
        model.setVisible(!name.isEmpty());
        model.setManaged(!name.isEmpty());
    }

    /// What computes, in words.
    void showProvider(String text) {
        provider.setText(text);
    }

    /// Looks at the memory every other second.
    ///
    /// @param heard gets the process's private memory, bytes
    void watchMemory(ScheduledExecutorService timer, LongProperty heard) {
        var _ = timer.scheduleWithFixedDelay(() -> {
            OptionalLong used = ProcessMemory.privateBytes();
            OptionalLong free = ProcessMemory.availableBytes();
            Platform.runLater(() -> {
                showMemory(used, free);
                heard.set(used.orElse(0));
            });
        }, 0, 2, TimeUnit.SECONDS);
    }

    private void showMemory(OptionalLong used, OptionalLong free) {
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        long mine = used.orElse(heap);
        if (free.isPresent()) {
            meter.setFraction((double) mine / (mine + free.getAsLong()));
            memory.setText(WindowTexts.ALL.get("status.memory", Numbers.bytes(mine), Numbers.bytes(mine + free.getAsLong())));
        } else {
            meter.setFraction((double) mine / Runtime.getRuntime().maxMemory());
            memory.setText(WindowTexts.ALL.get("status.memory", Numbers.bytes(mine), Numbers.bytes(Runtime.getRuntime().maxMemory())));
        }
    }
}
