package org.diopter.views.attention;

import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.diopter.views.figure.AttentionFigure;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Legend;
import org.diopter.views.kit.MapCell;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.QueryKeyMap;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ToolRow;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The attention view: the heads of a block as small maps, one of them large.
public final class AttentionView extends BorderPane {
    private static final Texts TEXTS = Texts.of(AttentionView.class);
    private static final List<ColorMap> MAPS = List.of(ColorMap.TIDE, ColorMap.VIRIDIS, ColorMap.CIVIDIS, ColorMap.GREY);

    private final AttentionModel model;
    private final ViewContext context;
    private final QueryKeyMap map;
    private final FigureTableView table = new FigureTableView();
    private final TitledPanel panel;
    private final ComboBox<Integer> block = new ComboBox<>();
    private final ComboBox<Integer> head = new ComboBox<>();
    private final ToggleButton asTable = Parts.iconToggle(Icon.TABLE, TEXTS.get("table"));
    private boolean reading;

    /// What the view's buttons do that is not its own affair.
    public interface Acts {
        /// Opens the export dialog for the large map.
        void export(Figure figure);
    }

    /// What a click or a key on the map chooses.
    private record Choosing(AttentionModel model, ObjectProperty<@Nullable Cell> selected) implements QueryKeyMap.Acts {
        @Override
        public void select(int position) {
            Cell cell = selected.get();
            if (cell != null) {
                selected.set(new Cell(cell.row(), position));
            }
        }

        @Override
        public void step(int heads) {
            model.head().set(Math.clamp(model.head().get() + heads, 0, model.heads() - 1));
        }
    }

    /// @param selected the cell selected in all views; its position is the query
    public AttentionView(AttentionModel model, ObjectProperty<@Nullable Cell> selected, ViewContext context, Acts acts) {
        this.model = model;
        this.context = context;
        map = new QueryKeyMap(model.figure(), model.viewport(), selected.map(Cell::position), context, new Choosing(model, selected));
        StackPane content = new StackPane(map, table);
        content.setStyle("-fx-padding: 10 10 6 6");
        panel = new TitledPanel(TEXTS.get("attention"), content);
        panel.tools().getChildren().add(new Legend(context, model.figure()));
        TitledPanel heads = new TitledPanel(TEXTS.get("heads"), new HeadTiles(model, context));
        heads.minWidthProperty().bind(context.textScale().multiply(236));
        heads.prefWidthProperty().bind(context.textScale().multiply(340));
        // As wide as its header with the legend.
        panel.minWidthProperty().bind(context.textScale().multiply(376));
        HBox body = new HBox(heads, panel);
        body.getStyleClass().add("view-body");
        HBox.setHgrow(panel, Priority.ALWAYS);
        setTop(toolBar(acts));
        setCenter(body);
        Watch.all(this::describe, model.figure(), asTable.selectedProperty());
        Watch.all(this::read, model.known(), model.block(), model.head());
    }

    /// What the pointer is on, in words.
    public ReadOnlyStringProperty pointed() {
        return map.pointed();
    }

    /// The large map's picture.
    public FigureView picture() {
        return map.picture();
    }

    /// Whether the map is shown as a table.
    public ToggleButton asTable() {
        return asTable;
    }

    private ToolRow toolBar(Acts acts) {
        setUp(block, TEXTS.get("block"));
        setUp(head, TEXTS.get("head-name"));
        block.valueProperty().subscribe(b -> write(b, () -> model.block().set(b)));
        head.valueProperty().subscribe(h -> write(h, () -> model.head().set(h)));
        ComboBox<ColorMap> colors = new ComboBox<>();
        colors.setAccessibleText(TEXTS.get("map"));
        MapCell.fill(colors, MAPS, context);
        colors.valueProperty().bindBidirectional(model.map());
        Segments<Boolean> fit = new Segments<>(fitted -> fitted ? TEXTS.get("fit") : "0–0.4", false, true);
        fit.value().bindBidirectional(model.fit());
        Button export = new Button(TEXTS.get("export"), Icon.EXPORT.node(14));
        export.disableProperty().bind(model.figure().isNull());
        export.setOnAction(_ -> {
            AttentionFigure figure = model.figure().get();
            if (figure != null) {
                acts.export(figure);
            }
        });
        return new ToolRow(name("block", block), block, name("head-name", head), head, Parts.divider(),
                name("map", colors), colors, fit, Parts.spring(), asTable, export);
    }

    private static void setUp(ComboBox<Integer> box, String name) {
        box.setAccessibleText(name);
        box.setPrefWidth(70);
        box.setVisibleRowCount(16);
    }

    private static Label name(String key, Node of) {
        Label name = Parts.label(TEXTS.get(key), "note");
        name.setLabelFor(of);
        return name;
    }

    private void write(@Nullable Integer value, Runnable act) {
        if (!reading && value != null) {
            act.run();
        }
    }

    private void read() {
        reading = true;
        AttentionModel.Known known = model.known().get();
        block.getItems().setAll(numbers(known == null ? 0 : known.findings().card().layers()));
        head.getItems().setAll(numbers(model.heads()));
        block.setValue(model.block().get());
        head.setValue(model.head().get());
        reading = false;
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private void describe() {
        AttentionFigure figure = model.figure().get();
        panel.remark().setText(figure == null ? "" : figure.subtitle());
        map.setVisible(!asTable.isSelected());
        table.setVisible(asTable.isSelected());
        if (figure != null && asTable.isSelected()) {
            table.show(figure.table());
        }
    }
}
