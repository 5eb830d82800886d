package org.diopter.views.edits;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.DirectionChange;
import org.diopter.views.kit.DecimalField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// The strength and the steering of each direction of an ablation, on its card.
final class DirectionControls extends VBox {
    private static final Texts TEXTS = Texts.of(DirectionControls.class);
    private static final int DECIMALS = 2;
    /// An edit of more has its numbers in the view of directions.
    private static final int MOST_SHOWN = 12;
    private static final double MOST = 1000;

    private final EditStackModel model;
    private final int number;
    private final Map<Integer, Row> rows = new HashMap<>();
    private final Label more = Parts.label("", "note");
    private boolean showing;

    /// @param number of the card
    DirectionControls(EditStackModel model, int number) {
        this.model = model;
        this.number = number;
        setSpacing(3);
        managedProperty().bind(visibleProperty());
        more.setWrapText(true);
    }

    void show(AblateDirections edit) {
        showing = true;
        List<DirectionChange> shown = edit.changes().stream().limit(MOST_SHOWN).toList();
        List<Node> nodes = new ArrayList<>(List.of(head()));
        for (DirectionChange change : shown) {
            Row row = rows.computeIfAbsent(change.direction(), Row::new);
            row.show(change);
            nodes.add(row);
        }
        if (shown.size() < edit.changes().size()) {
            more.setText(TEXTS.get("directions.more", edit.changes().size() - shown.size()));
            nodes.add(more);
        }
        // A row that stays keeps its focus.
        if (!getChildren().subList(Math.min(1, getChildren().size()), getChildren().size()).equals(nodes.subList(1, nodes.size()))) {
            getChildren().setAll(nodes);
        }
        showing = false;
    }

    private static HBox head() {
        Label steer = Parts.label(TEXTS.get("amount.steer"), "note");
        steer.setMinWidth(USE_PREF_SIZE);
        return Parts.row("tight-row", Parts.label(TEXTS.get("amount.strength"), "note"), Parts.spring(), steer);
    }

    private Optional<DirectionChange> now(int direction) {
        return model.cards().get().card(number)
                .map(EditCard::edit)
                .filter(AblateDirections.class::isInstance)
                .flatMap(edit -> ((AblateDirections) edit).change(direction));
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /// One direction: its strength as a slider and a field, and its steering.
    private final class Row extends HBox {
        private final int direction;
        private final Slider slider = new Slider(0, 2, 1);
        private final DecimalField strength;
        private final DecimalField steer;

        Row(int direction) {
            this.direction = direction;
            String name = EditWords.direction(direction);
            strength = new DecimalField(TEXTS.get("amount.strength-of", name), -MOST, MOST, 1, 0.1);
            steer = new DecimalField(TEXTS.get("amount.steer-of", name), -MOST, MOST, 0, 0.5);
            getStyleClass().add("tight-row");
            slider.setAccessibleText(TEXTS.get("amount.strength-of", name));
            slider.setBlockIncrement(0.1);
            slider.setMinWidth(40);
            slider.setPrefWidth(70);
            HBox.setHgrow(slider, Priority.ALWAYS);
            Label label = Parts.label(name, "plain");
            label.setMinWidth(24);
            for (DecimalField field : List.of(strength, steer)) {
                field.getStyleClass().add("small-field");
                field.setPrefWidth(42);
                field.setMinWidth(42);
            }
            getChildren().setAll(label, slider, strength, steer);
            slider.valueProperty().subscribe((_, value) -> {
                if (!showing) {
                    amend(change -> change.withStrength(decimal(value.doubleValue())));
                }
            });
            strength.value().subscribe((_, value) -> change(change -> change.withStrength(decimal(value.doubleValue()))));
            steer.value().subscribe((_, value) -> change(change -> change.withSteer(decimal(value.doubleValue()))));
            // Only when a drag or a visit by keys ends: a row that is made while another slider is dragged must not end that one's step.
            slider.valueChangingProperty().subscribe((_, _) -> settle());
            slider.focusedProperty().subscribe((_, _) -> settle());
        }

        private void settle() {
            if (!slider.isValueChanging() && !slider.isFocused()) {
                model.settle();
            }
        }

        private void amend(UnaryOperator<DirectionChange> how) {
            now(direction).ifPresent(change -> model.cards().get().card(number)
                    .ifPresent(card -> model.amend(number, ((AblateDirections) card.edit()).with(how.apply(change)))));
        }

        private void change(UnaryOperator<DirectionChange> how) {
            if (!showing) {
                now(direction).ifPresent(change -> model.change(number, edit -> ((AblateDirections) edit).with(how.apply(change))));
            }
        }

        void show(DirectionChange change) {
            slider.setValue(change.strength().doubleValue());
            strength.value().set(change.strength().doubleValue());
            steer.value().set(change.steer().doubleValue());
        }
    }
}
