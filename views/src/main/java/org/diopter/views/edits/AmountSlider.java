package org.diopter.views.edits;

import java.util.Optional;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.diopter.engine.edit.Edit;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// One [Amount] of a card's edit: its name, a slider and the number. A drag, or a visit by keys, is one step.
final class AmountSlider extends HBox {
    private static final Texts TEXTS = Texts.of(AmountSlider.class);
    private static final int STEPS = 20;

    private final EditStackModel model;
    private final int number;
    private final Function<Edit, Optional<Amount>> of;
    private final Label name = Parts.label("", "note");
    private final Slider slider = new Slider();
    private final Label value = Parts.label("", "plain");
    private boolean showing;

    /// @param number of the card
    /// @param of which amount of an edit it is, where the edit has it
    AmountSlider(EditStackModel model, int number, Function<Edit, Optional<Amount>> of) {
        this.model = model;
        this.number = number;
        this.of = of;
        getStyleClass().add("tight-row");
        managedProperty().bind(visibleProperty());
        setHgrow(slider, Priority.ALWAYS);
        value.setMinWidth(34);
        name.setMinWidth(USE_PREF_SIZE);
        getChildren().setAll(name, slider, value);
        slider.valueProperty().subscribe((_, now) -> {
            if (!showing) {
                model.cards().get().card(number).map(EditCard::edit).flatMap(of).ifPresent(amount -> model.amend(number, amount.edit(now.doubleValue())));
            }
        });
        // Only when a drag or a visit by keys ends: a slider that is made while another one is dragged must not end that one's step.
        slider.valueChangingProperty().subscribe((_, _) -> settle());
        slider.focusedProperty().subscribe((_, _) -> settle());
    }

    private void settle() {
        if (!slider.isValueChanging() && !slider.isFocused()) {
            model.settle();
        }
    }

    /// Shows the amount of an edit; without one, nothing.
    void show(Edit edit) {
        showing = true;
        Optional<Amount> now = of.apply(edit);
        setVisible(now.isPresent());
        now.ifPresent(this::show);
        showing = false;
    }

    private void show(Amount now) {
        name.setText(TEXTS.get(now.name()));
        slider.setAccessibleText(TEXTS.get(now.name()));
        slider.setMin(now.least());
        slider.setMax(now.most());
        slider.setBlockIncrement((now.most() - now.least()) / STEPS);
        slider.setValue(now.value());
        value.setText(Numbers.atLeast(now.value(), 2));
    }
}
