package org.diopter.views.cache;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The text as it is read: a slider of steps that can play by itself, and under it the tokens read so far, those that are evicted without a colour.
final class TextPlayer extends VBox {
    private static final Texts TEXTS = Texts.of(TextPlayer.class);
    private static final Duration STEP = Duration.millis(160);

    private final CacheModel model;
    private final Slider steps = new Slider();
    private final Button play = Parts.iconButton(Icon.RUN, TEXTS.get("play"));
    private final Label place = Parts.label("", "secondary");
    private final Timeline time;
    private boolean reading;

    TextPlayer(CacheModel model, ViewContext context) {
        this.model = model;
        time = new Timeline(new KeyFrame(STEP, _ -> advance()));
        time.setCycleCount(Animation.INDEFINITE);
        steps.setId("steps");
        steps.setAccessibleText(TEXTS.get("step"));
        steps.setBlockIncrement(1);
        steps.setMajorTickUnit(1);
        steps.setMinorTickCount(0);
        steps.setSnapToTicks(true);
        HBox.setHgrow(steps, Priority.ALWAYS);
        steps.valueProperty().subscribe((_, value) -> {
            if (!reading) {
                model.playing().set(false);
                model.goTo((int) Math.round(value.doubleValue()));
            }
        });
        play.setOnAction(_ -> toggle());
        place.setMinWidth(USE_PREF_SIZE);
        KeptText text = new KeptText(model, context);
        VBox.setVgrow(text, Priority.ALWAYS);
        getChildren().addAll(Parts.row("plain-row", play, steps, place), text);
        setStyle("-fx-padding: 8 10 8 10; -fx-spacing: 6");
        Watch.all(this::show, model.look(), model.query());
        Watch.all(this::run, model.playing());
    }

    /// Plays, from the beginning if the last step is shown; or stops.
    void toggle() {
        if (!model.playing().get() && model.query().get() >= model.steps() - 1) {
            model.goTo(0);
        }
        model.playing().set(!model.playing().get() && model.steps() > 1);
    }

    private void advance() {
        model.goTo(model.query().get() + 1);
        if (model.query().get() >= model.steps() - 1) {
            model.playing().set(false);
        }
    }

    private void run() {
        boolean now = model.playing().get();
        String name = TEXTS.get(now ? "stop" : "play");
        play.setGraphic((now ? Icon.PAUSE : Icon.RUN).node(15));
        play.setTooltip(new Tooltip(name));
        play.setAccessibleText(name);
        if (now) {
            time.play();
        } else {
            time.stop();
        }
    }

    private void show() {
        CacheModel.Look look = model.look().get();
        int query = model.query().get();
        setDisable(look == null);
        if (look == null || query >= look.known().tokens()) {
            place.setText("");
            return;
        }
        reading = true;
        steps.setMax(Math.max(1, look.known().tokens() - 1));
        steps.setValue(query);
        reading = false;
        place.setText(TEXTS.get("step.of", query, look.known().tokens() - 1));
    }
}
