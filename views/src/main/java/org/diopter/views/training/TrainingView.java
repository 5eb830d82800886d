package org.diopter.views.training;

import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Provenance;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ToolRow;
import org.diopter.views.kit.UnfinishedOffer;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The lens view: a training as it goes, and how a lens does on a text.
public final class TrainingView extends BorderPane {
    private static final Texts TEXTS = Texts.of(TrainingView.class);
    private static final double CHARTS_HEIGHT = 330;

    private final TrainingModel model;
    private final ViewContext context;
    private final Acts acts;
    private final ChartView curves;
    private final ChartView dumbbell;
    private final FigureTableView table = new FigureTableView();
    private final JudgingPane judging;
    private final VBox training = new VBox();
    private final StackPane place = new StackPane();

    /// What the view's buttons do that is not its own affair.
    public interface Acts extends RecipePane.Acts {
        void openLens();

        void exportLens();

        /// Judges the lens that is looked through on a text.
        void judge();

        /// Holds the training before its next step, or lets it go on.
        void pause();

        /// Ends the training; the best so far is kept.
        void stop();

        /// Begins again at half the learning rate.
        void restartAtHalfTheRate();

        /// Keeps what a training that diverged gave.
        void keep();

        /// Goes on with the training that was broken off.
        void resume();

        /// Forgets the training that was broken off.
        void forget();

        void export(Figure figure);
    }

    /// @param hasModel whether something can be trained
    /// @param hasLens whether there is a lens to write and to judge
    /// @param lens names the lens that is looked through
    public TrainingView(TrainingModel model, ViewContext context, ObservableBooleanValue hasModel, ObservableBooleanValue hasLens,
            javafx.beans.value.ObservableValue<String> lens, Acts acts) {
        this.model = model;
        this.context = context;
        this.acts = acts;
        getStyleClass().add("training-view");
        curves = new ChartView(context);
        dumbbell = new ChartView(context);
        judging = new JudgingPane(model, context, acts::judge);
        fill();
        ScrollPane scroll = new ScrollPane(training);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        EmptyState idle = new EmptyState(Icon.LENS, TEXTS.get("no-training"), TEXTS.get("no-training-sentence"), TEXTS.get("start"), acts::start);
        idle.disableProperty().bind(javafx.beans.binding.Bindings.not(hasModel));
        UnfinishedOffer offer = new UnfinishedOffer(TEXTS.get("unfinished"),
                model.unfinished().isNotNull().and(model.running().not()).and(model.page().isEqualTo(TrainingPage.TRAINING)), acts::resume, acts::forget);
        StackPane.setAlignment(offer, javafx.geometry.Pos.TOP_LEFT);
        place.getChildren().setAll(idle, scroll, judging, offer);
        setTop(toolBar(hasLens, lens));
        setCenter(place);
        Watch.all(() -> {
            boolean judged = model.page().get() == TrainingPage.JUDGING;
            boolean none = model.phase().get() instanceof TrainingPhase.Idle;
            judging.setVisible(judged);
            idle.setVisible(!judged && none);
            scroll.setVisible(!judged && !none);
        }, model.page(), model.phase());
        Watch.all(this::draw, model.curve(), model.phase(), model.logarithmic(), context.unit(), model.asTable());
    }

    /// The figure that has the focus, else the first of the half that is shown.
    public Optional<Figure> focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        FigureView picture = model.page().get() == TrainingPage.JUDGING
                ? judging.picture(Focus.isWithin(owner, judging.chart()))
                : (Focus.isWithin(owner, dumbbell) ? dumbbell : curves).picture();
        return Optional.ofNullable(picture.shown().get());
    }

    private ToolRow toolBar(ObservableBooleanValue hasLens, javafx.beans.value.ObservableValue<String> lens) {
        Segments<TrainingPage> pages = new Segments<>(page -> TEXTS.get("page." + page), TrainingPage.values());
        pages.value().bindBidirectional(model.page());
        pages.setMinWidth(USE_PREF_SIZE);
        Label name = Parts.chip("", "accent");
        Parts.shrinking(name);
        name.textProperty().bind(lens.map(Parts::capital));
        Button open = new Button(TEXTS.get("open-lens"));
        open.setOnAction(_ -> acts.openLens());
        Button write = new Button(TEXTS.get("write-lens"));
        write.setOnAction(_ -> acts.exportLens());
        Button judge = new Button(TEXTS.get("judge"));
        judge.setOnAction(_ -> acts.judge());
        for (Button button : List.of(write, judge)) {
            button.disableProperty().bind(javafx.beans.binding.Bindings.not(hasLens));
        }
        ToggleButton asTable = Parts.iconToggle(Icon.TABLE, TEXTS.get("table"));
        asTable.selectedProperty().bindBidirectional(model.asTable());
        Button export = new Button(TEXTS.get("export"), Icon.EXPORT.node(14));
        export.setMinWidth(USE_PREF_SIZE);
        export.setOnAction(_ -> focused().ifPresent(acts::export));
        return new ToolRow(pages, Parts.divider(), name, open, write, judge, Parts.spring(), asTable, export);
    }

    private void fill() {
        Segments<Boolean> axis = new Segments<>(log -> TEXTS.get(log ? "log" : "linear"), true, false);
        axis.getStyleClass().add("small-segments");
        axis.value().bindBidirectional(model.logarithmic());
        StackPane plot = new StackPane(curves, table);
        TitledPanel curvesPanel = new TitledPanel(TEXTS.get("curves"), plot);
        curvesPanel.remark().setText(TEXTS.get("curves-remark"));
        curvesPanel.tools().getChildren().add(axis);
        TitledPanel bells = new TitledPanel(TEXTS.get("dumbbell"), dumbbell);
        HBox charts = new HBox(12, curvesPanel, bells);
        HBox.setHgrow(curvesPanel, Priority.ALWAYS);
        HBox.setHgrow(bells, Priority.ALWAYS);
        curvesPanel.setPrefWidth(175);
        bells.setPrefWidth(100);
        for (Region part : List.of(curvesPanel, bells)) {
            part.setMinWidth(0);
        }
        charts.setPrefHeight(CHARTS_HEIGHT);
        charts.setMinHeight(220);
        VBox.setVgrow(charts, Priority.ALWAYS);
        TitledPanel layers = new TitledPanel(TEXTS.get("layers-table"), new LayersTable(model, context));
        layers.remark().setText(TEXTS.get("layers-remark"));
        layers.setPrefHeight(250);
        layers.setMinHeight(120);
        VBox.setVgrow(layers, Priority.SOMETIMES);
        training.getStyleClass().add("view-body");
        training.getChildren().setAll(new TrainingHeader(model, context, acts), charts, layers);
        Watch.all(() -> {
            boolean measured = model.running().get() || !model.curve().get().points().isEmpty();
            for (Region part : List.of(charts, layers)) {
                part.setVisible(measured);
                part.setManaged(measured);
            }
        }, model.phase(), model.curve());
    }

    private void draw() {
        TrainingCurve curve = model.curve().get();
        Provenance provenance = model.provenance().get();
        boolean asTable = model.asTable().get();
        curves.setVisible(!asTable);
        table.setVisible(asTable);
        if (curve.points().isEmpty() || provenance == null) {
            curves.figure().set(null);
            dumbbell.figure().set(null);
            return;
        }
        boolean log = model.logarithmic().get();
        TrainingProgress progress = model.phase().get() instanceof TrainingPhase.Running running ? running.progress() : null;
        Figure chart = TrainingFigures.curves(curve, Optional.ofNullable(progress), log, context.unit().get(), provenance);
        curves.figure().set(chart);
        dumbbell.figure().set(TrainingFigures.dumbbell(curve, log, context.unit().get(), provenance));
        if (asTable) {
            table.show(chart.table());
        }
    }
}
