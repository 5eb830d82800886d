package org.diopter.views.anomaly;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ToolRow;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The difficulty of a task's examples: at which layer their answers are decided, beside a given ordering.
public final class DifficultyView extends BorderPane {
    private static final Texts TEXTS = Texts.of(DifficultyView.class);

    private final DifficultyModel model;
    private final Acts acts;
    private final ChartView depths;
    private final ChartView correlation;
    private final FigureTableView table = new FigureTableView();
    private final TitledPanel depthsPanel;
    private final TitledPanel correlationPanel;
    private final Label source = Parts.label("", "note");

    /// What the view's buttons do that is not its own affair.
    public interface Acts {
        void chooseTask();

        void chooseOrdering();

        void runTask();

        void cancelTask();

        void export(Figure figure);
    }

    public DifficultyView(DifficultyModel model, ViewContext context, Acts acts) {
        this.model = model;
        this.acts = acts;
        getStyleClass().add("anomaly-view");
        depths = new ChartView(context);
        correlation = new ChartView(context);
        depthsPanel = new TitledPanel(TEXTS.get("by-depth"), new StackPane(depths, table));
        correlationPanel = new TitledPanel(TEXTS.get("correlation"), correlation);
        EmptyState none = new EmptyState(Icon.ANOMALY, TEXTS.get("no-task"), TEXTS.get("no-task-sentence"), TEXTS.get("choose-task"), acts::chooseTask);
        VBox body = body();
        setTop(new VBox(toolBar(), progressRow()));
        setCenter(new StackPane(none, body));
        Watch.all(() -> {
            none.setVisible(model.findings().get() == null && !model.running().get());
            body.setVisible(model.findings().get() != null);
        }, model.findings(), model.running());
        Watch.all(this::draw, model.findings(), model.selected(), model.asTable());
        Watch.all(this::nameSource, model.input());
    }

    /// The figure that has the focus, else the depths.
    public Optional<Figure> focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        FigureView picture = Focus.isWithin(owner, correlation) ? correlation.picture() : depths.picture();
        return Optional.ofNullable(picture.shown().get());
    }

    private VBox body() {
        HBox charts = new HBox(12, depthsPanel, correlationPanel);
        for (TitledPanel panel : new TitledPanel[] {depthsPanel, correlationPanel}) {
            HBox.setHgrow(panel, Priority.ALWAYS);
            panel.setMinWidth(0);
            panel.setPrefWidth(100);
        }
        charts.setPrefHeight(320);
        charts.setMinHeight(200);
        TitledPanel examples = new TitledPanel(TEXTS.get("examples"), new ExamplesTable(model));
        examples.remark().setText(TEXTS.get("hardest-first"));
        examples.setPrefHeight(360);
        examples.setMinHeight(130);
        VBox.setVgrow(charts, Priority.ALWAYS);
        VBox.setVgrow(examples, Priority.ALWAYS);
        VBox body = new VBox(charts, examples);
        body.getStyleClass().add("view-body");
        return body;
    }

    private ToolRow toolBar() {
        Button task = new Button(TEXTS.get("task-file"));
        task.setTooltip(new Tooltip(TEXTS.get("task-help")));
        task.setOnAction(_ -> acts.chooseTask());
        Button ordering = new Button(TEXTS.get("ordering-file"));
        ordering.setTooltip(new Tooltip(TEXTS.get("ordering-help")));
        ordering.setOnAction(_ -> acts.chooseOrdering());
        ordering.disableProperty().bind(model.input().map(input -> input.task().isEmpty()));
        Button run = Parts.primary(TEXTS.get("run"));
        run.setMinWidth(USE_PREF_SIZE);
        run.setOnAction(_ -> acts.runTask());
        run.disableProperty().bind(model.input().map(input -> input.task().isEmpty()));
        ToggleButton asTable = Parts.iconToggle(Icon.TABLE, TEXTS.get("table"));
        asTable.selectedProperty().bindBidirectional(model.asTable());
        Button export = new Button(TEXTS.get("export"), Icon.EXPORT.node(14));
        export.setMinWidth(USE_PREF_SIZE);
        export.setOnAction(_ -> focused().ifPresent(acts::export));
        export.disableProperty().bind(model.findings().isNull());
        Parts.shrinking(source);
        return new ToolRow(AnomalyPage.choice(model.page()), Parts.divider(), task, ordering, run, source, Parts.spring(), asTable, export);
    }

    /// Shown while a task is read.
    private HBox progressRow() {
        ProgressBar bar = new ProgressBar();
        bar.setAccessibleText(TEXTS.get("reading-task"));
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty().bind(model.progress());
        HBox.setHgrow(bar, Priority.ALWAYS);
        Label share = Parts.label("", "note");
        share.textProperty().bind(model.progress().map(done -> TEXTS.get("reading-share", Numbers.fixed(100 * Math.max(0, done.doubleValue()), 0))));
        share.setMinWidth(USE_PREF_SIZE);
        Button cancel = Parts.small(TEXTS.get("cancel-task"));
        cancel.setOnAction(_ -> acts.cancelTask());
        HBox row = Parts.row("tool-bar-row", share, bar, cancel);
        row.setId("task-progress");
        row.visibleProperty().bind(model.running());
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private void nameSource() {
        DifficultyInput input = model.input().get();
        source.setText(input.task().map(file -> String.valueOf(file.getFileName())).orElse("")
                + input.ordering().map(file -> " · " + file.getFileName()).orElse(""));
    }

    private void draw() {
        DifficultyFindings found = model.findings().get();
        boolean asTable = model.asTable().get();
        depths.setVisible(!asTable);
        table.setVisible(asTable);
        boolean ordered = found != null && found.ordering().isPresent();
        correlationPanel.setVisible(ordered);
        correlationPanel.setManaged(ordered);
        if (found == null) {
            depths.figure().set(null);
            correlation.figure().set(null);
            return;
        }
        ChartFigure byDepth = DifficultyFigures.histogram(found);
        depths.figure().set(byDepth);
        depthsPanel.remark().setText(byDepth.subtitle());
        if (asTable) {
            table.show(byDepth.table());
        }
        ChartFigure scatter = ordered ? DifficultyFigures.correlation(found, model.selected().get()) : null;
        correlation.figure().set(scatter);
        correlationPanel.remark().setText(scatter == null ? "" : scatter.subtitle());
    }
}
