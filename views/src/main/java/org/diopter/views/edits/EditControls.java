package org.diopter.views.edits;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.MatrixEdit;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.PruneMagnitude;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.edit.SkipPart;
import org.diopter.engine.edit.ZeroMatrix;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// What of an edit can be changed on its card: block and matrix, or block and part, and its [Amount]; of an ablation how far each direction is changed, while
/// which directions are is chosen in their own view.
final class EditControls extends VBox {
    private static final Texts TEXTS = Texts.of(EditControls.class);

    private final EditStackModel model;
    private final int number;
    private final NumberField block;
    private final ComboBox<MatrixKind> matrix = new ComboBox<>();
    private final ComboBox<SkipPart.Part> part = new ComboBox<>();
    private final HBox where;
    private final Slider slider = new Slider();
    private final Label amountName = Parts.label("", "note");
    private final Label amountValue = Parts.label("", "plain");
    private final HBox amount;
    private final DirectionControls directions;
    private boolean showing;

    /// @param number of the card
    /// @param blocks how many blocks the model has
    /// @param kinds the matrices that its blocks have
    EditControls(EditStackModel model, int number, int blocks, List<MatrixKind> kinds) {
        this.model = model;
        this.number = number;
        getStyleClass().add("edit-controls");
        managedProperty().bind(visibleProperty());
        block = new NumberField(TEXTS.get("block-name"), 0, blocks - 1, 0);
        block.getStyleClass().add("small-field");
        block.setPrefWidth(44);
        named(matrix, kinds, "matrix-name", MatrixKind::text);
        named(part, List.of(SkipPart.Part.values()), "part-name", p -> TEXTS.get("part." + p));
        Label blockName = Parts.label(TEXTS.get("block-name"), "note");
        blockName.setMinWidth(USE_PREF_SIZE);
        where = Parts.row("tight-row", blockName, block, matrix, part);
        HBox.setHgrow(slider, Priority.ALWAYS);
        amountValue.setMinWidth(34);
        amountName.setMinWidth(USE_PREF_SIZE);
        amount = Parts.row("tight-row", amountName, slider, amountValue);
        directions = new DirectionControls(model, number);
        getChildren().addAll(where, amount, directions);
        listen();
    }

    private static <T> void named(ComboBox<T> box, List<T> values, String name, Function<T, String> text) {
        box.getItems().setAll(values);
        box.setAccessibleText(TEXTS.get(name));
        box.getStyleClass().add("small-combo");
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : text.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("not editable");
            }
        });
    }

    private void listen() {
        block.value().subscribe((_, _) -> moved());
        matrix.valueProperty().subscribe((_, _) -> moved());
        part.valueProperty().subscribe((_, _) -> moved());
        slider.valueProperty().subscribe((_, value) -> {
            if (!showing) {
                card().flatMap(Amount::of).ifPresent(now -> model.amend(number, now.edit(value.doubleValue())));
            }
        });
        Watch.all(() -> {
            if (!slider.isValueChanging() && !slider.isFocused()) {
                model.settle();
            }
        }, slider.valueChangingProperty(), slider.focusedProperty());
    }

    private Optional<Edit> card() {
        return model.cards().get().card(number).map(EditCard::edit);
    }

    /// Another block, matrix or part was chosen.
    private void moved() {
        if (!showing) {
            model.change(number, this::placed);
        }
    }

    private Edit placed(Edit edit) {
        return switch (edit) {
            case ReduceRank(_, var kept, var method) -> new ReduceRank(chosen(), kept, method);
            case ZeroMatrix _ -> new ZeroMatrix(chosen());
            case PruneMagnitude(_, var drop) -> new PruneMagnitude(chosen(), drop);
            case SkipPart _ -> new SkipPart(block.value().get(), part.getValue());
            default -> edit;
        };
    }

    private MatrixId chosen() {
        return new MatrixId(block.value().get(), matrix.getValue());
    }

    /// Shows what an edit is now.
    void show(Edit edit) {
        showing = true;
        show(where, edit instanceof MatrixEdit || edit instanceof SkipPart);
        show(matrix, edit instanceof MatrixEdit);
        show(part, edit instanceof SkipPart);
        if (edit instanceof MatrixEdit change) {
            block.value().set(change.block());
            matrix.setValue(change.matrix().kind());
        } else if (edit instanceof SkipPart(int skipped, SkipPart.Part which)) {
            block.value().set(skipped);
            part.setValue(which);
        }
        Optional<Amount> now = Amount.of(edit);
        show(amount, now.isPresent());
        now.ifPresent(this::show);
        directions.setVisible(edit instanceof AblateDirections);
        if (edit instanceof AblateDirections ablation) {
            directions.show(ablation);
        }
        showing = false;
    }

    private void show(Amount now) {
        amountName.setText(TEXTS.get(now.name()));
        slider.setAccessibleText(TEXTS.get(now.name()));
        slider.setMin(now.least());
        slider.setMax(now.most());
        slider.setBlockIncrement((now.most() - now.least()) / 20);
        slider.setValue(now.value());
        amountValue.setText(Numbers.atLeast(now.value(), 2));
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
