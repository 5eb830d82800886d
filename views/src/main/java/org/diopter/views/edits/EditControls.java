package org.diopter.views.edits;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
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
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// What of an edit can be changed on its card: block and matrix, or block and part, its [Amount], and how far it goes; of an ablation how far each direction is
/// changed, while which directions are is chosen in their own view.
final class EditControls extends VBox {
    private static final Texts TEXTS = Texts.of(EditControls.class);

    private final EditStackModel model;
    private final int number;
    private final NumberField block;
    private final ComboBox<MatrixKind> matrix = new ComboBox<>();
    private final ComboBox<SkipPart.Part> part = new ComboBox<>();
    private final HBox where;
    private final AmountSlider amount;
    private final AmountSlider strength;
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
        amount = new AmountSlider(model, number, Amount::of);
        strength = new AmountSlider(model, number, Amount::strength);
        directions = new DirectionControls(model, number);
        getChildren().addAll(where, amount, strength, directions);
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
    }

    /// Another block, matrix or part was chosen.
    private void moved() {
        if (!showing) {
            model.change(number, this::placed);
        }
    }

    private Edit placed(Edit edit) {
        return switch (edit) {
            case ReduceRank(_, var kept, var method, var strength) -> new ReduceRank(chosen(), kept, method, strength);
            case ZeroMatrix(_, var strength) -> new ZeroMatrix(chosen(), strength);
            case PruneMagnitude(_, var drop, var strength) -> new PruneMagnitude(chosen(), drop, strength);
            case SkipPart(_, _, var strength) -> new SkipPart(block.value().get(), part.getValue(), strength);
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
        } else if (edit instanceof SkipPart(int skipped, SkipPart.Part which, _)) {
            block.value().set(skipped);
            part.setValue(which);
        }
        amount.show(edit);
        strength.show(edit);
        directions.setVisible(edit instanceof AblateDirections);
        if (edit instanceof AblateDirections ablation) {
            directions.show(ablation);
        }
        showing = false;
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
