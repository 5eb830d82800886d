package org.diopter.views.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import org.diopter.views.edits.Show;
import org.diopter.views.figure.Comparison;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Legend;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.diopter.views.prompt.PromptBar;
import org.jspecify.annotations.Nullable;

/// The trajectory view: tool bar, grid (or the same as a table), and the curves of pinned tokens under it.
public final class TrajectoryView extends BorderPane {
    private static final Texts TEXTS = Texts.of(TrajectoryView.class);
    private static final double CURVES_FROM = 560;
    private static final double GRID_SHARE = 0.55;

    private final TrajectoryModel model;
    private final TrajectoryToolBar toolBar;
    private final GridView grid;
    private final GridView besideGrid;
    private final TitledPanel besidePanel;
    private final LensCurvesPanel lensCurves;
    private final HBox grids = new HBox(12);
    private final Label linked = Parts.chip(TEXTS.get("linked"), "accent");
    private final Label cone = Parts.chip(TEXTS.get("cone"), "edit");
    private final Label differs = Parts.chip(TEXTS.get("differs"), "edit");
    private final FigureTableView table = new FigureTableView();
    private final FindBar find;
    private final TitledPanel gridPanel;
    private final CurvesPanel curves;
    private final SplitPane split = new SplitPane();
    private final HBox below = new HBox();
    private final StackPane place = new StackPane();
    private final VBox body = new VBox();
    private final DoubleProperty gridShare = new SimpleDoubleProperty(GRID_SHARE);
    private final BooleanProperty alone = new SimpleBooleanProperty();
    private final BooleanProperty welcoming = new SimpleBooleanProperty();
    private @Nullable Node beside;
    private boolean arranging;

    /// What the view's buttons do that is not its own affair.
    public interface Acts {
        /// Opens the export dialog for a figure of this view.
        void export(Figure figure);

        /// Asks for a token to pin.
        void pinByName();

        /// Runs the prompt again.
        void run();
    }

    /// @param menu entries for a right click on the grid
    public TrajectoryView(TrajectoryModel model, ViewContext context, ContextMenu menu, Acts acts) {
        this.model = model;
        getStyleClass().add("trajectory-view");
        grid = new GridView(model.cursor(), model.figure(), context, menu);
        besideGrid = new GridView(model.cursor(), model.besideFigure(), context, menu);
        besidePanel = new TitledPanel("", padded(besideGrid));
        lensCurves = new LensCurvesPanel(model, context);
        find = new FindBar(model, grid::requestFocus);
        grid.found().bind(find.found());
        StackPane shown = padded(grid, table);
        VBox.setVgrow(shown, Priority.ALWAYS);
        gridPanel = new TitledPanel("", new VBox(find, shown));
        Legend legend = new Legend(context, model.figure());
        gridPanel.tools().getChildren().addAll(cone, differs, linked, legend);
        besidePanel.tools().getChildren().add(new Legend(context, model.besideFigure()));
        // As the marks look in the grid.
        cone.setGraphic(new Line(0, 0, 12, 0));
        differs.setGraphic(new Polygon(0, 0, 8, 0, 8, 8));
        for (Node sign : List.of(cone.getGraphic(), differs.getGraphic())) {
            sign.setStyle(sign instanceof Line ? "-fx-stroke: -d-edit; -fx-stroke-width: 2" : "-fx-fill: -d-edit");
        }
        // Two grids have one range: its legend stands at the left, where reading begins.
        legend.visibleProperty().bind(linked.visibleProperty().not());
        for (Node part : List.of(linked, legend, cone, differs)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        curves = new CurvesPanel(model, context, acts::pinByName);
        toolBar = new TrajectoryToolBar(model, context, () -> Optional.ofNullable(model.figure().get()).ifPresent(acts::export));
        setTop(toolBar);
        for (Region part : List.of(curves, lensCurves, gridPanel, besidePanel)) {
            HBox.setHgrow(part, Priority.ALWAYS);
            part.setMinWidth(0);
            part.setPrefWidth(100);
        }
        grids.getChildren().setAll(gridPanel);
        below.setSpacing(12);
        below.setMinHeight(32);
        split.setOrientation(Orientation.VERTICAL);
        VBox.setVgrow(split, Priority.ALWAYS);
        body.getStyleClass().add("view-body");
        body.getChildren().setAll(split);
        place.getChildren().add(body);
        setCenter(place);
        gridPanel.header().setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                alone.set(!alone.get());
            }
        });
        Watch.all(this::describe, model.figure(), grid.picture().shown(), besideGrid.picture().shown(), model.asTable(), welcoming);
        Watch.all(this::placeLenses, model.besideFigure(), model.lenses().mode(), model.lenses().beside(), model.asTable(), model.findings());
        Watch.all(this::arrange, alone, place.heightProperty());
        Watch.all(() -> showStale(acts), model.look());
    }

    /// The grid, to be focused.
    public GridView grid() {
        return grid;
    }

    /// Looks for a token in the grid.
    public void find() {
        model.asTable().set(false);
        find.open();
    }

    /// Goes to the next cell that holds it, or to the one before.
    ///
    /// @param by 1 or −1
    public void findNext(int by) {
        if (find.isVisible()) {
            find.step(by);
        } else {
            find();
        }
    }

    /// The curves' picture.
    public FigureView curves() {
        return curves.picture();
    }

    /// How much of the height the grid takes, 0 to 1.
    public DoubleProperty gridShare() {
        return gridShare;
    }

    /// Whether the grid fills the whole view.
    public BooleanProperty alone() {
        return alone;
    }

    /// Puts the prompt of a first start above the grid; null takes it away.
    public void setAbove(@Nullable PromptBar node) {
        body.getChildren().setAll(split);
        if (node != null) {
            body.getChildren().addFirst(node);
        }
    }

    /// Gives the focus to what stands above the grid, if anything does.
    public void focusAbove() {
        if (body.getChildren().getFirst() instanceof PromptBar bar) {
            bar.text().requestFocus();
            bar.text().selectAll();
        }
    }

    /// Puts something beside the curves, such as the notes of a first start; null takes it away.
    public void setBeside(@Nullable Node node) {
        beside = node;
        placeLenses();
    }

    /// Whether the grid's title says what it is to someone who sees one for the first time.
    public void setWelcoming(boolean first) {
        welcoming.set(first);
    }

    /// Says in the tool bar what is shown, such as the bundled example; empty says nothing.
    public void setNote(String text) {
        toolBar.setNote(text);
    }

    /// The figure that has the focus, else the grid.
    public Optional<Figure> focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        FigureView picture = Focus.isWithin(owner, curves) ? curves.picture()
                : Focus.isWithin(owner, lensCurves) ? lensCurves.picture()
                : Focus.isWithin(owner, besideGrid) ? besideGrid.picture() : grid.picture();
        return Optional.ofNullable(picture.shown().get());
    }

    private static StackPane padded(Node... nodes) {
        StackPane content = new StackPane(nodes);
        content.setStyle("-fx-padding: 8 4 4 6");
        return content;
    }

    /// The logit lens's grid and the curves of both where both lenses are looked at.
    private void placeLenses() {
        boolean two = model.besideFigure().get() != null && !model.asTable().get();
        set(grids, two ? List.of(besidePanel, gridPanel) : List.of(gridPanel));
        linked.setVisible(two);
        List<Node> lower = new ArrayList<>();
        if (model.beside().isPresent()) {
            lower.add(lensCurves);
        }
        lower.add(curves);
        if (beside != null) {
            lower.add(beside);
        }
        set(below, lower);
    }

    private static void set(HBox row, List<Node> nodes) {
        if (!row.getChildren().equals(nodes)) {
            row.getChildren().setAll(nodes);
        }
    }

    private void describe() {
        TrajectoryFigure figure = model.figure().get();
        Comparison comparison = figure == null ? Comparison.NONE : figure.comparison();
        boolean twoRuns = model.besideFigure().get() != null && model.runs().show().get() == Show.BOTH;
        cone.setVisible(!comparison.cone().isEmpty() && !twoRuns);
        differs.setVisible(comparison.baseline().isPresent() && !twoRuns);
        linked.setText(TEXTS.get(twoRuns ? "one-range" : "linked"));
        gridPanel.title().setText(title(figure, twoRuns));
        besidePanel.title().setText(twoRuns ? TEXTS.get("baseline-grid") : lens(model.besideFigure().get()));
        besidePanel.remark().setText(mean(model.besideFigure().get()));
        gridPanel.remark().setText(model.besideFigure().get() == null ? subtitle() : mean(figure));
        boolean asTable = model.asTable().get();
        grid.setVisible(!asTable);
        table.setVisible(asTable);
        if (asTable && figure != null) {
            table.show(figure.table());
        }
    }

    /// What is written into the cells depends on their size, which only the picture on the screen knows.
    private String subtitle() {
        return grid.picture().shown().get() instanceof TrajectoryFigure shown ? shown.subtitle() : "";
    }

    /// Of two grids each says in a word how it differs from the other; what both show stands at the legend.
    private static String mean(@Nullable TrajectoryFigure figure) {
        return figure == null ? "" : figure.mean().map(mean -> TEXTS.get("mean", mean)).orElse("");
    }

    private String title(@Nullable TrajectoryFigure figure, boolean twoRuns) {
        if (twoRuns) {
            return TEXTS.get("edited-grid");
        }
        if (model.besideFigure().get() != null) {
            return lens(figure);
        }
        if (figure != null && figure.comparison().difference()) {
            return figure.title();
        }
        return TEXTS.get(welcoming.get() ? "what-it-would-say" : "trajectory");
    }

    private static String lens(@Nullable TrajectoryFigure figure) {
        return figure == null ? "" : Parts.capital(figure.provenance().lens());
    }

    /// Grid over curves; in a low view, or when the grid is alone, the grid only.
    private void arrange() {
        boolean both = !alone.get() && place.getHeight() >= CURVES_FROM;
        arranging = true;
        if (both && split.getItems().size() != 2) {
            split.getItems().setAll(grids, below);
            split.setDividerPositions(gridShare.get());
            split.getDividers().getFirst().positionProperty().subscribe(this::moved);
        } else if (!both && split.getItems().size() != 1) {
            split.getItems().setAll(grids);
        }
        arranging = false;
    }

    private void moved(Number position) {
        if (!arranging && split.getItems().size() == 2) {
            gridShare.set(position.doubleValue());
        }
    }

    private void showStale(Acts acts) {
        boolean stale = model.look().get().stale();
        body.getChildren().removeIf(node -> "stale".equals(node.getId()));
        if (stale) {
            Button again = Parts.small(TEXTS.get("run-again"));
            again.setGraphic(Icon.RUN.node(10));
            again.setOnAction(_ -> acts.run());
            HBox banner = Parts.row("banner", Icon.WARNING.node(14), Parts.label(TEXTS.get("changed"), "plain"), Parts.spring(), again);
            banner.setId("stale");
            body.getChildren().addFirst(banner);
        }
    }
}
