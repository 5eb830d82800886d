package org.diopter.views.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.diopter.engine.lens.Statistic;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.MapCell;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ToolRow;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The tool bar over the grids: what A and B are, and how all grids are shown.
final class CompareToolBar extends ToolRow {
    private static final Texts TEXTS = Texts.of(CompareToolBar.class);
    private static final List<ColorMap> MAPS = List.of(ColorMap.TIDE, ColorMap.VIRIDIS, ColorMap.CIVIDIS, ColorMap.GREY);
    private static final List<Quantity> QUANTITIES = Arrays.stream(Statistic.values()).<Quantity>map(Quantity.OfCell::new).toList();

    private final CompareModel model;
    private final ComboBox<Quantity> quantity = new ComboBox<>();
    private final ComboBox<ColorMap> map = new ComboBox<>();
    private final Segments<Boolean> fit = new Segments<>(fitted -> TEXTS.get(fitted ? "fit" : "fixed"), false, true);
    private boolean reading = true;

    CompareToolBar(CompareModel model, ViewContext context, CompareView.Acts acts) {
        this.model = model;
        Button swap = Parts.iconButton(Icon.TRANSPOSE, TEXTS.get("swap"));
        swap.setOnAction(_ -> model.swap());
        Button pin = Parts.iconButton(Icon.PIN, TEXTS.get("pin"));
        pin.setId("compare-pin");
        pin.setOnAction(_ -> acts.pinAsA());
        Button other = Parts.iconButton(Icon.FOLDER, TEXTS.get("other-model"));
        other.setOnAction(_ -> acts.chooseModel());
        ToggleButton table = Parts.iconToggle(Icon.TABLE, TEXTS.get("table"));
        table.selectedProperty().bindBidirectional(model.asTable());
        Button export = new Button(TEXTS.get("export"), Icon.EXPORT.node(14));
        export.setMinWidth(USE_PREF_SIZE);
        export.disableProperty().bind(model.pair().isNull());
        export.setOnAction(_ -> acts.export());
        getChildren().addAll(letter("A", "mean-a"), side(model.a(), "side-a"), swap, letter("B", "mean-b"), side(model.b(), "side-b"), pin, other,
                Parts.divider(), quantity, map, fit, Parts.spring(), table, export);
        prepare(context);
        Watch.all(this::read, model.look());
    }

    private static Label letter(String letter, String kind) {
        Label label = Parts.label(letter, "side-mark");
        label.getStyleClass().add(kind);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    /// What one side is. The list grows and shrinks with what can be compared; the choice stays.
    private ComboBox<Subject> side(ObjectProperty<Subject> chosen, String key) {
        ComboBox<Subject> box = new ComboBox<>(model.subjects());
        box.setAccessibleText(TEXTS.get(key));
        box.setTooltip(new Tooltip(TEXTS.get(key)));
        box.setPrefWidth(160);
        box.setMinWidth(126);
        box.setId(key);
        box.setCellFactory(_ -> new SubjectCell());
        box.setButtonCell(new SubjectCell());
        box.setOnAction(_ -> {
            if (box.getValue() != null) {
                chosen.set(box.getValue());
            }
        });
        Watch.all(() -> box.setValue(chosen.get()), chosen);
        return box;
    }

    private void prepare(ViewContext context) {
        quantity.setAccessibleText(TEXTS.get("statistic"));
        quantity.setPrefWidth(160);
        quantity.setMinWidth(136);
        quantity.getItems().setAll(QUANTITIES);
        quantity.setCellFactory(_ -> new QuantityCell());
        quantity.setButtonCell(new QuantityCell());
        quantity.valueProperty().subscribe(q -> write(q, l -> l.withQuantity(q)));
        map.setAccessibleText(TEXTS.get("map"));
        map.setMinWidth(70);
        MapCell.fill(map, MAPS, context);
        map.valueProperty().subscribe(m -> write(m, l -> l.withMap(m)));
        fit.setMinWidth(USE_PREF_SIZE);
        fit.value().subscribe(f -> write(f, l -> l.withRange(f ? RangeMode.FIT : RangeMode.FIXED)));
    }

    private void write(@Nullable Object value, UnaryOperator<TrajectoryLook> how) {
        if (!reading && value != null) {
            model.change(how);
        }
    }

    private void read() {
        reading = true;
        TrajectoryLook look = model.look().get();
        quantity.setValue(look.quantity());
        map.setValue(look.map());
        fit.value().set(look.range() instanceof RangeMode.Fit);
        reading = false;
    }

    /// Writes what a side can be.
    private static final class SubjectCell extends ListCell<Subject> {
        @Override
        protected void updateItem(Subject item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : item.title());
        }
    }

    /// Writes a quantity.
    private static final class QuantityCell extends ListCell<Quantity> {
        @Override
        protected void updateItem(Quantity item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : item.title());
        }
    }
}
