package org.diopter.views.anomaly;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.Property;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollPane;
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
import org.diopter.engine.data.AnomalyReport.DetectorResult;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.TokenStripFigure;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Legend;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ToolRow;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The anomaly view: how well detectors tell suspect prompts from normal ones, and which prompts stand out at which layer.
public final class AnomalyView extends BorderPane {
    private static final Texts TEXTS = Texts.of(AnomalyView.class);

    private final AnomalyModel model;
    private final ViewContext context;
    private final Acts acts;
    private final ChartView roc;
    private final ChartView scores;
    private final FigureView strip;
    private final StackPane stripPlace;
    private final FigureTableView table = new FigureTableView();
    private final TitledPanel rocPanel;
    private final TitledPanel scoresPanel;
    private final TitledPanel stripPanel;
    private final ComboBox<DetectorChoice> detector = new ComboBox<>();
    private final Segments<Boolean> lens = new Segments<>(own -> TEXTS.get(own ? "own-lens" : "logit-lens"), false, true);
    private final Label source = Parts.label("", "note");
    private boolean reading = true;

    /// What the view's buttons do that is not its own affair.
    public interface Acts {
        void chooseNormal();

        void chooseSuspect();

        /// Shows the injection's text, to be changed.
        void editInjection();

        void runPrompts();

        void export(Figure figure);
    }

    /// @param page which half of the desk is shown; this view has the switch as the other half has
    public AnomalyView(AnomalyModel model, Property<AnomalyPage> page, ViewContext context, Acts acts) {
        this.model = model;
        this.context = context;
        this.acts = acts;
        getStyleClass().add("anomaly-view");
        roc = new ChartView(context);
        scores = new ChartView(context);
        strip = new FigureView(context);
        ScrollPane lines = new ScrollPane(strip);
        lines.setFitToWidth(true);
        lines.setFocusTraversable(false);
        stripPlace = new StackPane(lines);
        stripPlace.setFocusTraversable(true);
        stripPlace.setAccessibleRole(javafx.scene.AccessibleRole.IMAGE_VIEW);
        stripPlace.getStyleClass().add("plot");
        rocPanel = new TitledPanel(TEXTS.get("roc"), new StackPane(roc, table));
        scoresPanel = new TitledPanel(TEXTS.get("scores"), scores);
        stripPanel = new TitledPanel(TEXTS.get("depth"), stripPlace);
        stripPanel.tools().getChildren().add(new Legend(context, strip.figure()));
        scores.onChosen(score -> model.threshold().set(score));
        scores.onStepped(this::stepThreshold);
        EmptyState none = new EmptyState(Icon.ANOMALY, TEXTS.get("none"), TEXTS.get("none-sentence"), TEXTS.get("choose-normal"), acts::chooseNormal);
        ScrollPane scroll = new ScrollPane(body());
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        setTop(toolBar(page));
        setCenter(new StackPane(none, scroll));
        // Alt held writes the numbers into the strip.
        addEventFilter(KeyEvent.ANY, event -> {
            if (event.getCode() == KeyCode.ALT) {
                model.showsNumbers().set(event.getEventType() == KeyEvent.KEY_PRESSED);
            }
        });
        Watch.all(() -> {
            none.setVisible(model.findings().get() == null);
            scroll.setVisible(model.findings().get() != null);
        }, model.findings());
        Watch.all(this::read, model.findings(), model.detector(), model.throughLens(), model.input());
        Watch.all(this::draw, model.findings(), model.detector(), model.throughLens(), model.threshold(), model.asTable());
        Watch.all(this::drawStrip, model.depths(), model.showsNumbers(), strip.widthProperty());
    }

    /// The figure that has the focus, else the curve.
    public Optional<Figure> focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        FigureView picture = Focus.isWithin(owner, scores) ? scores.picture() : Focus.isWithin(owner, stripPlace) ? strip : roc.picture();
        return Optional.ofNullable(picture.shown().get());
    }

    private VBox body() {
        HBox charts = new HBox(12, rocPanel, scoresPanel);
        for (Region part : List.of(rocPanel, scoresPanel)) {
            HBox.setHgrow(part, Priority.ALWAYS);
            part.setMinWidth(0);
        }
        rocPanel.setPrefWidth(100);
        scoresPanel.setPrefWidth(128);
        charts.setPrefHeight(290);
        charts.setMinHeight(200);
        stripPanel.setMinHeight(90);
        stripPanel.setPrefHeight(150);
        Segments<PromptFilter> filter = new Segments<>(f -> TEXTS.get("filter." + f), PromptFilter.values());
        filter.getStyleClass().add("small-segments");
        filter.value().bindBidirectional(model.filter());
        TitledPanel prompts = new TitledPanel(TEXTS.get("prompts"), new PromptsTable(model));
        prompts.remark().setText(TEXTS.get("by-score"));
        prompts.tools().getChildren().add(filter);
        prompts.setPrefHeight(240);
        prompts.setMinHeight(130);
        VBox.setVgrow(charts, Priority.ALWAYS);
        VBox.setVgrow(prompts, Priority.ALWAYS);
        VBox body = new VBox(charts, stripPanel, prompts);
        body.getStyleClass().add("view-body");
        return body;
    }

    private ToolRow toolBar(Property<AnomalyPage> page) {
        Button normal = new Button(TEXTS.get("normal-file"));
        normal.setOnAction(_ -> acts.chooseNormal());
        Button suspect = new Button(TEXTS.get("suspect-file"));
        suspect.setTooltip(new Tooltip(TEXTS.get("suspect-help")));
        suspect.setOnAction(_ -> acts.chooseSuspect());
        Button injection = new Button(TEXTS.get("injection"));
        injection.setTooltip(new Tooltip(TEXTS.get("injection-help")));
        injection.setOnAction(_ -> acts.editInjection());
        Button run = Parts.primary(TEXTS.get("run"));
        run.setMinWidth(USE_PREF_SIZE);
        run.setOnAction(_ -> acts.runPrompts());
        run.disableProperty().bind(model.input().map(input -> input.normal().isEmpty()));
        detector.setAccessibleText(TEXTS.get("detector"));
        detector.setMinWidth(80);
        detector.setCellFactory(_ -> new DetectorCell());
        detector.setButtonCell(new DetectorCell());
        detector.valueProperty().subscribe(choice -> {
            if (!reading && choice != null) {
                model.detector().set(choice);
            }
        });
        lens.setMinWidth(USE_PREF_SIZE);
        lens.value().subscribe(own -> {
            if (!reading) {
                model.throughLens().set(own);
            }
        });
        ToggleButton asTable = Parts.iconToggle(Icon.TABLE, TEXTS.get("table"));
        asTable.selectedProperty().bindBidirectional(model.asTable());
        Button export = new Button(TEXTS.get("export"), Icon.EXPORT.node(14));
        export.setMinWidth(USE_PREF_SIZE);
        export.setOnAction(_ -> focused().ifPresent(acts::export));
        export.disableProperty().bind(model.findings().isNull());
        Parts.shrinking(source);
        return new ToolRow(AnomalyPage.choice(page), Parts.divider(), normal, suspect, injection, run, source, Parts.divider(), detector, lens,
                Parts.spring(), asTable, export);
    }

    /// Shows the choices as they are.
    private void read() {
        reading = true;
        AnomalyFindings found = model.findings().get();
        List<DetectorChoice> all = model.detectors();
        if (!all.equals(detector.getItems())) {
            detector.getItems().setAll(all);
        }
        detector.setValue(all.contains(model.detector().get()) ? model.detector().get() : all.stream().findFirst().orElse(null));
        detector.setDisable(all.isEmpty());
        boolean two = found != null && found.readings().size() > 1;
        lens.value().set(two && model.throughLens().get());
        lens.setDisable(!two);
        AnomalyInput input = model.input().get();
        source.setText(input.normal().map(file -> String.valueOf(file.getFileName())).orElse("")
                + input.suspect().map(file -> " · " + file.getFileName()).orElse(""));
        reading = false;
    }

    private void draw() {
        AnomalyFindings found = model.findings().get();
        Optional<DetectorResult> result = model.result();
        boolean asTable = model.asTable().get();
        roc.setVisible(!asTable);
        table.setVisible(asTable);
        if (found == null || result.isEmpty()) {
            roc.figure().set(null);
            scores.figure().set(null);
            return;
        }
        Figure curve = AnomalyFigures.roc(model, found);
        roc.figure().set(curve);
        rocPanel.remark().setText(curve.subtitle());
        scores.figure().set(AnomalyFigures.histogram(model, found, result.get()));
        long suspects = found.tested().stream().filter(prompt -> prompt.suspect()).count();
        scoresPanel.remark().setText(TEXTS.get("tested", found.tested().size() - suspects, suspects, found.readings().getFirst().report().learned()));
        if (asTable) {
            table.show(curve.table());
        }
    }

    private void drawStrip() {
        @Nullable Findings shown = model.depths().get();
        boolean known = shown != null && shown.trajectory().isComplete();
        TokenStripFigure figure = known ? AnomalyFigures.strip(shown, model.showsNumbers().get()) : null;
        strip.figure().set(figure);
        double scale = context.textScale().get();
        strip.setMinHeight(figure == null ? 0 : scale * figure.naturalHeight(Math.max(1, strip.getWidth() / scale)));
        stripPanel.remark().setText(TEXTS.get(known ? "depth-remark" : "depth-reading"));
        stripPlace.setAccessibleText(strip.figure().get() == null ? "" : strip.figure().get().caption());
    }

    private void stepThreshold(int by) {
        model.result().ifPresent(result -> {
            List<Double> sorted = result.scores().stream().distinct().sorted().toList();
            double now = model.threshold().get();
            if (by > 0) {
                sorted.stream().filter(score -> score > now).findFirst().ifPresent(model.threshold()::set);
            } else {
                sorted.reversed().stream().filter(score -> score < now).findFirst().ifPresent(model.threshold()::set);
            }
        });
    }

    private static final class DetectorCell extends ListCell<DetectorChoice> {
        @Override
        protected void updateItem(DetectorChoice item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : AnomalyFigures.detectorName(item));
        }
    }
}
