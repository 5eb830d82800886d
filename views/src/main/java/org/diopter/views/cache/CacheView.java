package org.diopter.views.cache;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.EvictionFigure;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Legend;
import org.diopter.views.kit.MapCell;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.QueryKeyMap;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Switch;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ToolRow;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The cache view: one policy or two, every head small, one head large, and the text as it is read.
public final class CacheView extends BorderPane {
    private static final Texts TEXTS = Texts.of(CacheView.class);
    private static final List<ColorMap> MAPS = List.of(ColorMap.TIDE, ColorMap.VIRIDIS, ColorMap.CIVIDIS, ColorMap.GREY);

    private static final double HEADS = 240;
    private static final double LEAST_HEADS = 150;
    private static final double HEADS_SHARE = 0.25;

    private final CacheModel model;
    private final ViewContext context;
    private final Acts acts;
    private final List<QueryKeyMap> maps;
    private final FigureTableView table = new FigureTableView();
    private final TextPlayer player;
    private final ChartPane chart;
    private final ToggleButton asTable = Parts.iconToggle(Icon.TABLE, TEXTS.get("table"));
    private final ReadOnlyStringWrapper pointed = new ReadOnlyStringWrapper("");

    /// What the view's buttons do that is not its own affair.
    public interface Acts {
        /// Runs what is asked for.
        void run();

        /// Stops the run.
        void cancel();

        /// Asks for a folder of kernels.
        Optional<Path> kernels();

        /// Shows where kernels are trained, for the policy of a side.
        void trainKernels(int side);

        /// Goes over a setting of the policies.
        void sweep();

        /// Stops that; what has been run stays.
        void cancelSweep();

        /// Chooses values for every head.
        void chooseHeads();

        /// Stops that.
        void cancelHeads();

        /// Asks for a file of text.
        Optional<Path> text();

        /// Opens the export dialog.
        void export(Figure figure);
    }

    public CacheView(CacheModel model, ViewContext context, Acts acts) {
        this.model = model;
        this.context = context;
        this.acts = acts;
        maps = List.of(map(0), map(1));
        player = new TextPlayer(model, context);
        chart = new ChartPane(model, context, acts);
        getStyleClass().add("cache-view");
        setTop(new VBox(toolBar(), forms()));
        setCenter(body());
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        maps.forEach(map -> map.pointed().subscribe(pointed::set));
        Watch.all(this::showTable, model.figure(0), asTable.selectedProperty());
    }

    private QueryKeyMap map(int side) {
        return new QueryKeyMap(model.figure(side), model.viewport(), model.query().asObject(), context, new Choosing(model));
    }

    /// What a click or a key on a map chooses.
    private record Choosing(CacheModel model) implements QueryKeyMap.Acts {
        @Override
        public void select(int position) {
            model.playing().set(false);
            model.goTo(position);
        }

        @Override
        public void step(int heads) {
            model.stepHead(heads);
        }
    }

    private ToolRow toolBar() {
        Button run = new Button(TEXTS.get("run"), Icon.RUN.node(13));
        run.setOnAction(_ -> acts.run());
        Button cancel = new Button(TEXTS.get("cancel"));
        cancel.setOnAction(_ -> acts.cancel());
        run.visibleProperty().bind(model.running().not());
        cancel.visibleProperty().bind(model.running());
        Stream.of(run, cancel).forEach(button -> button.managedProperty().bind(button.visibleProperty()));
        ComboBox<ColorMap> colors = new ComboBox<>();
        colors.setAccessibleText(TEXTS.get("map"));
        MapCell.fill(colors, MAPS, context);
        colors.valueProperty().bindBidirectional(model.map());
        Segments<Boolean> fit = new Segments<>(fitted -> fitted ? TEXTS.get("fit") : "0–0.4", false, true);
        fit.value().bindBidirectional(model.fit());
        Button export = new Button(TEXTS.get("export"), Icon.EXPORT.node(14));
        export.disableProperty().bind(model.figure(0).isNull());
        export.setOnAction(_ -> focused().ifPresent(acts::export));
        return new ToolRow(new PageSwitch(model), Parts.divider(), run, cancel, Parts.divider(), colors, fit, Parts.spring(), asTable, export);
    }

    private HBox switches() {
        Switch beside = new Switch(TEXTS.get("beside"));
        beside.selectedProperty().bindBidirectional(model.beside());
        Switch inStudy = new Switch(TEXTS.get("in-study"));
        inStudy.setId("policy-in-study");
        inStudy.setTooltip(new Tooltip(TEXTS.get("in-study.help")));
        inStudy.selectedProperty().bindBidirectional(model.inStudy());
        return Parts.row("tight-row", inStudy, Parts.label(TEXTS.get("in-study"), "note"), beside, Parts.label(TEXTS.get("beside"), "note"),
                Parts.spring(), new Legend(context, model.figure(0)));
    }

    private VBox forms() {
        PolicyFormPane first = new PolicyFormPane(model, 0, acts);
        PolicyFormPane second = new PolicyFormPane(model, 1, acts);
        second.visibleProperty().bind(model.beside());
        second.managedProperty().bind(model.beside());
        Label trouble = Parts.label("", "err-text");
        trouble.setWrapText(true);
        trouble.textProperty().bind(model.trouble());
        trouble.visibleProperty().bind(model.trouble().isNotEmpty());
        trouble.managedProperty().bind(trouble.visibleProperty());
        VBox forms = new VBox(switches(), first, second, trouble);
        forms.setStyle("-fx-padding: 4 12 0 12");
        return forms;
    }

    private Node body() {
        Label rule = Parts.label("", "note");
        rule.setWrapText(true);
        rule.setStyle("-fx-padding: 0 10 8 10");
        rule.managedProperty().bind(rule.textProperty().isNotEmpty());
        model.known().subscribe(known -> rule.setText(known == null ? "" : rule(known)));
        Node grid = padded(new HeadGrid(model, context));
        VBox.setVgrow(grid, Priority.ALWAYS);
        TitledPanel heads = new TitledPanel(TEXTS.get("heads"), new VBox(grid, rule));
        HBox upper = new HBox(12, heads, mapPanel(0), mapPanel(1));
        heads.setMinWidth(0);
        heads.prefWidthProperty().bind(Bindings.createDoubleBinding(() -> headsWidth(upper.getWidth()),
                upper.widthProperty(), model.beside(), context.textScale()));
        heads.maxWidthProperty().bind(heads.prefWidthProperty());
        TitledPanel text = new TitledPanel(TEXTS.get("text"), player);
        HBox lower = new HBox(12, text, chart);
        for (Region panel : List.of(text, chart)) {
            HBox.setHgrow(panel, Priority.ALWAYS);
            panel.setPrefWidth(100);
            panel.setMinWidth(0);
        }
        lower.minHeightProperty().bind(context.textScale().multiply(190));
        lower.prefHeightProperty().bind(context.textScale().multiply(240));
        VBox.setVgrow(upper, Priority.ALWAYS);
        VBox body = new VBox(upper, lower);
        body.getStyleClass().add("view-body");
        return body;
    }

    /// Beside two maps the small ones take less where the window is narrow.
    private double headsWidth(double whole) {
        double scale = context.textScale().get();
        return model.beside().get() ? Math.clamp(HEADS_SHARE * whole, scale * LEAST_HEADS, scale * HEADS) : scale * HEADS;
    }

    /// Which query heads share a cache, and how they decide.
    private static String rule(CacheModel.Known known) {
        int group = known.findings().card().heads() / Math.max(1, known.findings().card().kvHeads());
        return group == 1 ? "" : TEXTS.get("rule." + known.uses().getFirst().policy().grouping(), group);
    }

    private static Node padded(Node content) {
        StackPane pane = new StackPane(content);
        pane.setStyle("-fx-padding: 10 10 6 10");
        pane.setMinSize(0, 0);
        return pane;
    }

    private TitledPanel mapPanel(int side) {
        QueryKeyMap map = maps.get(side);
        MapNote note = new MapNote(model, side, map.widthProperty());
        StackPane.setAlignment(note, Pos.TOP_RIGHT);
        StackPane content = side == 0 ? new StackPane(map, note, table) : new StackPane(map, note);
        content.setStyle("-fx-padding: 10 10 6 6");
        content.setMinSize(0, 0);
        TitledPanel panel = new TitledPanel("", content);
        panel.setMinWidth(0);
        panel.setPrefWidth(100);
        HBox.setHgrow(panel, Priority.ALWAYS);
        if (side == 1) {
            panel.visibleProperty().bind(model.beside());
            panel.managedProperty().bind(model.beside());
        }
        model.figure(side).subscribe(figure -> {
            panel.title().setText(figure == null ? TEXTS.get("map-of") : TEXTS.get("place", figure.place().block(), figure.place().head()));
            panel.remark().setText(figure == null ? "" : figure.policy());
        });
        return panel;
    }

    private void showTable() {
        EvictionFigure figure = model.figure(0).get();
        maps.getFirst().setVisible(!asTable.isSelected());
        table.setVisible(asTable.isSelected());
        if (figure != null && asTable.isSelected()) {
            table.show(figure.table());
        }
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.K && !event.isShortcutDown() && !event.isAltDown()) {
            player.toggle();
            event.consume();
        }
    }

    /// What the pointer is on, in words.
    public ReadOnlyStringProperty pointed() {
        return pointed.getReadOnlyProperty();
    }

    /// Whether the first map is shown as a table.
    public ToggleButton asTable() {
        return asTable;
    }

    /// The first policy's large map.
    public QueryKeyMap firstMap() {
        return maps.getFirst();
    }

    /// The picture with the focus, else the first large map.
    public Optional<Figure> focused() {
        Optional<Figure> charted = chart.focused();
        if (charted.isPresent()) {
            return charted;
        }
        return Optional.ofNullable(maps.get(maps.get(1).isFocused() ? 1 : 0).picture().shown().get());
    }
}
