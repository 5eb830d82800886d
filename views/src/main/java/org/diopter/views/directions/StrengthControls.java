package org.diopter.views.directions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import javafx.beans.binding.BooleanExpression;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.diopter.engine.edit.DirectionChange;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// How far the selected direction is taken out, and how far the stream is pushed along it. A direction that is not switched off stands at 0, and is switched
/// off by being given more.
final class StrengthControls extends HBox {
    private static final Texts TEXTS = Texts.of(StrengthControls.class);
    private static final int DECIMALS = 2;

    private final DirectionsModel model;
    private final Label name = Parts.label("", "strong");
    private final ValueSlider strength = new ValueSlider(TEXTS.get("strength"), 0, 2, 0, 0.1);
    private final ValueSlider steer = new ValueSlider(TEXTS.get("steer"), -10, 10, 0, 0.5);
    private final Button alike = Parts.small(TEXTS.get("alike"));
    private boolean showing;

    StrengthControls(DirectionsModel model) {
        this.model = model;
        setAlignment(Pos.CENTER_LEFT);
        setSpacing(12);
        name.setMinWidth(26);
        alike.setTooltip(new Tooltip(TEXTS.get("alike-help")));
        alike.setMinWidth(USE_PREF_SIZE);
        alike.setOnAction(_ -> model.makeAlike());
        getChildren().setAll(name, strength, steer, alike);
        strength.value().subscribe((_, _) -> take());
        steer.value().subscribe((_, _) -> take());
        Watch.all(this::show, model.chosen(), model.layer(), model.selected(), model.known());
    }

    /// Whether a slider is being dragged.
    BooleanExpression changing() {
        return BooleanExpression.booleanExpression(strength.changing()).or(steer.changing());
    }

    private void take() {
        if (!showing) {
            model.change(new DirectionChange(model.selected().get(), decimal(strength.value().get()), decimal(steer.value().get())));
        }
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    private void show() {
        int direction = model.selected().get();
        Optional<DirectionChange> change = model.chosen().get().change(model.layer().get(), direction);
        showing = true;
        name.setText(LayerDirections.name(direction));
        strength.value().set(change.map(now -> now.strength().doubleValue()).orElse(0.0));
        steer.value().set(change.map(now -> now.steer().doubleValue()).orElse(0.0));
        alike.setDisable(change.isEmpty() || model.chosen().get().at(model.layer().get()).size() < 2);
        showing = false;
    }
}
