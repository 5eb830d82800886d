package org.diopter.views.trajectory;

import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import org.diopter.engine.lens.Lens;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Orientation;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.MapCell;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ToolRow;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The tool bar over the grid: lens, statistic, colour map, range, stride, orientation, values, table, export.
final class TrajectoryToolBar extends ToolRow {
    private static final Texts TEXTS = Texts.of(TrajectoryToolBar.class);
    private static final List<ColorMap> MAPS = List.of(ColorMap.TIDE, ColorMap.VIRIDIS, ColorMap.CIVIDIS, ColorMap.GREY);

    private static final double NAMES_FROM = 860;
    private static final double NOTE_FROM = 1_000;

    private final TrajectoryModel model;
    private final ViewContext context;
    private final Segments<LensMode> lens = new Segments<>(mode -> TEXTS.get("lens." + mode), LensMode.values());
    private final ComboBox<Quantity> quantity = new ComboBox<>();
    private final ComboBox<ColorMap> map = new ComboBox<>();
    private final Segments<Boolean> fit = new Segments<>(fitted -> TEXTS.get(fitted ? "fit" : "fixed"), false, true);
    private final NumberField stride = new NumberField(TEXTS.get("stride"), 1, 99, 1);
    private final ToggleButton across = Parts.iconToggle(Icon.TRANSPOSE, TEXTS.get("transpose"));
    private final ToggleButton values = Parts.iconToggle(Icon.VALUES, TEXTS.get("values"));
    private final Label note = Parts.chip("", "plain");
    private boolean reading = true;

    /// @param export opens the export dialog
    TrajectoryToolBar(TrajectoryModel model, ViewContext context, Runnable export) {
        this.model = model;
        this.context = context;
        ToggleButton table = Parts.iconToggle(Icon.TABLE, TEXTS.get("table"));
        table.selectedProperty().bindBidirectional(model.asTable());
        Button exportButton = new Button(TEXTS.get("export"), Icon.EXPORT.node(14));
        exportButton.setId("export-figure");
        exportButton.disableProperty().bind(model.findings().isNull());
        exportButton.setOnAction(_ -> export.run());
        getChildren().addAll(lensSwitch(), Parts.divider(), name("statistic", quantity), quantity, name("map", map), map, fit,
                name("stride", stride), stride, across, values, Parts.spring(), note, table, exportButton);
        note.visibleProperty().bind(note.textProperty().isNotEmpty().and(widthProperty().greaterThan(context.textScale().multiply(NOTE_FROM))));
        note.managedProperty().bind(note.visibleProperty());
        exportButton.setMinWidth(USE_PREF_SIZE);
        fit.setMinWidth(USE_PREF_SIZE);
        listen();
        Watch.all(this::read, model.look(), model.pins().pinned(), model.findings(), model.lenses().mode(), model.lenses().beside(),
                model.lenses().difference());
    }

    /// Says what is shown; empty says nothing.
    void setNote(String text) {
        note.setText(text);
    }

    /// Logit, tuned, both; the last two wait for a lens, and the tooltip says how to get one.
    private Node lensSwitch() {
        lens.setMinWidth(USE_PREF_SIZE);
        lens.value().subscribe((_, mode) -> {
            if (mode != model.lenses().mode().get()) {
                model.lenses().wanted().set(mode);
            }
        });
        // A disabled button shows no tooltip; what it stands on does.
        StackPane place = new StackPane(lens);
        Tooltip tooltip = new Tooltip();
        Tooltip.install(place, tooltip);
        Watch.all(() -> {
            HeldLens held = model.lenses().held().get();
            lens.value().set(model.lenses().mode().get());
            lens.button(LensMode.TUNED).setDisable(held == null);
            lens.button(LensMode.BOTH).setDisable(held == null);
            boolean jacobian = held != null && held.lens().kind() == Lens.Kind.JACOBIAN;
            lens.button(LensMode.TUNED).setText(TEXTS.get(jacobian ? "lens.jacobian" : "lens.TUNED"));
            tooltip.setText(held == null ? TEXTS.get("no-lens") : Parts.capital(held.title()) + " (L)");
            place.setAccessibleText(tooltip.getText());
        }, model.lenses().held(), model.lenses().mode());
        return place;
    }

    /// The name of a control. In a narrow window the controls speak for themselves.
    private Label name(String key, Node of) {
        Label name = Parts.label(TEXTS.get(key), "note");
        name.setLabelFor(of);
        name.setMinWidth(USE_PREF_SIZE);
        name.visibleProperty().bind(widthProperty().greaterThan(context.textScale().multiply(NAMES_FROM)));
        name.managedProperty().bind(name.visibleProperty());
        return name;
    }

    private void listen() {
        quantity.setAccessibleText(TEXTS.get("statistic"));
        quantity.setPrefWidth(176);
        quantity.setMinWidth(90);
        quantity.setCellFactory(_ -> new QuantityCell());
        quantity.setButtonCell(new QuantityCell());
        quantity.valueProperty().subscribe(q -> write(q, l -> l.withQuantity(q)));
        map.setAccessibleText(TEXTS.get("map"));
        map.setMinWidth(104);
        MapCell.fill(map, MAPS, context);
        map.valueProperty().subscribe(m -> write(m, l -> l.withMap(m)));
        fit.value().subscribe(f -> write(f, l -> l.withRange(f ? RangeMode.FIT : RangeMode.FIXED)));
        stride.setPrefWidth(40);
        stride.setMinWidth(34);
        stride.value().subscribe(s -> write(s, l -> l.withStride(s.intValue())));
        across.setOnAction(_ -> model.transpose());
        values.setOnAction(_ -> model.change(l -> l.withValues(values.isSelected())));
    }

    private void write(Object value, java.util.function.UnaryOperator<TrajectoryLook> how) {
        if (!reading && value != null) {
            model.change(how);
        }
    }

    /// Shows the look as it is.
    private void read() {
        reading = true;
        TrajectoryLook look = model.look().get();
        List<Quantity> all = model.quantities();
        if (!all.equals(quantity.getItems())) {
            quantity.getItems().setAll(all);
        }
        quantity.setValue(look.quantity());
        map.setValue(look.map());
        fit.value().set(look.range() instanceof RangeMode.Fit);
        fit.setDisable(look.quantity().isTwoSided());
        map.setDisable(look.quantity().isTwoSided());
        fit.button(false).setText(rangeName(look));
        fit.button(true).setTooltip(new Tooltip(TEXTS.get("fit-help")));
        stride.value().set(look.stride());
        across.setSelected(look.orientation() == Orientation.LAYERS_ACROSS);
        values.setSelected(look.values());
        reading = false;
    }

    private String rangeName(TrajectoryLook look) {
        int vocabulary = model.findings().get() == null ? 2 : Objects.requireNonNull(model.findings().get()).card().vocabulary();
        ValueRange range = look.quantity().fixedRange(vocabulary, look.unit());
        return Numbers.axis(range.low()) + "–" + Numbers.axis(range.high());
    }

    /// Writes a quantity with its unit.
    private final class QuantityCell extends ListCell<Quantity> {
        @Override
        protected void updateItem(Quantity item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : item.title() + (item.hasUnit() ? " (" + context.unit().get().label() + ")" : ""));
        }
    }
}
