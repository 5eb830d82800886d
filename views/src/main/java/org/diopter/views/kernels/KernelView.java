package org.diopter.views.kernels;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Provenance;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.FigureTableView;
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

/// A training of LESS kernels as it goes: what each block's kernels leave of the policy's error, epoch by epoch.
public final class KernelView extends BorderPane {
    private static final Texts TEXTS = Texts.of(KernelView.class);
    private static final double CHARTS_HEIGHT = 330;

    private final KernelModel model;
    private final ChartView curves;
    private final ChartView dumbbell;
    private final FigureTableView table = new FigureTableView();
    private final TitledPanel curvesPanel;

    /// What the view's buttons do that is not its own affair.
    public interface Acts extends KernelPane.Acts {
        /// Holds the training before its next step, or lets it go on.
        void pause();

        /// Ends the training; the best so far is kept.
        void stop();

        /// Goes on with the training that was broken off.
        void resume();

        /// Forgets the training that was broken off.
        void forget();

        /// Makes the kernels that are ready a policy of the view, where they are not yet.
        void use();

        /// Shows what the cache keeps with the trained kernels.
        void look();

        void export(Figure figure);
    }

    /// @param pages the switch between the pages of the cache view, for the tool bar
    /// @param hasModel whether something can be trained
    public KernelView(KernelModel model, ViewContext context, Node pages, ObservableBooleanValue hasModel, Acts acts) {
        this.model = model;
        curves = new ChartView(context);
        dumbbell = new ChartView(context);
        curvesPanel = new TitledPanel(TEXTS.get("curves"), new StackPane(curves, table));
        getStyleClass().add("kernel-view");
        setTop(toolBar(pages, acts));
        ScrollPane scroll = new ScrollPane(training(acts));
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        EmptyState idle = new EmptyState(Icon.CACHE, TEXTS.get("no-training"), TEXTS.get("no-training-sentence"), TEXTS.get("start"), acts::start);
        idle.disableProperty().bind(Bindings.not(hasModel));
        UnfinishedOffer offer = new UnfinishedOffer(TEXTS.get("unfinished"), model.unfinished().isNotNull().and(model.running().not()), acts::resume, acts::forget);
        StackPane.setAlignment(offer, Pos.TOP_LEFT);
        setCenter(new StackPane(idle, scroll, offer));
        Watch.all(() -> {
            boolean none = model.phase().get() instanceof KernelPhase.Idle;
            idle.setVisible(none);
            scroll.setVisible(!none);
        }, model.phase());
        Watch.all(this::draw, model.curves(), model.all(), model.block(), model.asTable());
    }

    /// The figure that has the focus, else the curves.
    public Optional<Figure> focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        return Optional.ofNullable((Focus.isWithin(owner, dumbbell) ? dumbbell : curves).picture().shown().get());
    }

    private ToolRow toolBar(Node pages, Acts acts) {
        ToggleButton asTable = Parts.iconToggle(Icon.TABLE, TEXTS.get("table"));
        asTable.selectedProperty().bindBidirectional(model.asTable());
        Button export = new Button(TEXTS.get("export"), Icon.EXPORT.node(14));
        export.setMinWidth(USE_PREF_SIZE);
        export.disableProperty().bind(curves.figure().isNull());
        export.setOnAction(_ -> focused().ifPresent(acts::export));
        return new ToolRow(pages, Parts.spring(), asTable, export);
    }

    private VBox training(Acts acts) {
        Segments<Boolean> which = new Segments<>(all -> TEXTS.get(all ? "all-blocks" : "this-block"), true, false);
        which.getStyleClass().add("small-segments");
        which.value().bindBidirectional(model.all());
        curvesPanel.tools().getChildren().add(which);
        TitledPanel bells = new TitledPanel(TEXTS.get("dumbbell"), dumbbell);
        HBox charts = new HBox(12, curvesPanel, bells);
        for (Region part : List.of(curvesPanel, bells)) {
            HBox.setHgrow(part, Priority.ALWAYS);
            part.setMinWidth(0);
        }
        curvesPanel.setPrefWidth(175);
        bells.setPrefWidth(100);
        charts.setPrefHeight(CHARTS_HEIGHT);
        charts.setMinHeight(220);
        VBox.setVgrow(charts, Priority.ALWAYS);
        TitledPanel blocks = new TitledPanel(TEXTS.get("blocks-table"), new BlocksTable(model));
        blocks.remark().setText(TEXTS.get("blocks-remark"));
        blocks.setPrefHeight(250);
        blocks.setMinHeight(120);
        VBox.setVgrow(blocks, Priority.SOMETIMES);
        VBox training = new VBox(new KernelHeader(model, acts), charts, blocks);
        training.getStyleClass().add("view-body");
        Watch.all(() -> {
            boolean measured = model.running().get() || !model.curves().get().isEmpty();
            for (Region part : List.of(charts, blocks)) {
                part.setVisible(measured);
                part.setManaged(measured);
            }
        }, model.phase(), model.curves());
        return training;
    }

    private void draw() {
        boolean asTable = model.asTable().get();
        curves.setVisible(!asTable);
        table.setVisible(asTable);
        List<BlockCurve> known = model.curves().get();
        Provenance provenance = model.provenance().get();
        Optional<ChartFigure> chart = provenance == null ? Optional.empty() : chart(known, new KernelFigures(model.epochs(), provenance));
        curvesPanel.remark().setText(model.all().get() ? TEXTS.get("curves-remark") : TEXTS.get("block-of", model.block().get()));
        curves.figure().set(chart.orElse(null));
        dumbbell.figure().set(known.isEmpty() || provenance == null ? null : new KernelFigures(model.epochs(), provenance).dumbbell(known));
        if (asTable) {
            chart.map(ChartFigure::table).ifPresent(table::show);
        }
    }

    private Optional<ChartFigure> chart(List<BlockCurve> known, KernelFigures figures) {
        if (model.all().get()) {
            return known.stream().anyMatch(curve -> !curve.epochs().isEmpty()) ? Optional.of(figures.all(known)) : Optional.empty();
        }
        return model.chosen().filter(curve -> !curve.epochs().isEmpty()).map(figures::of);
    }
}
