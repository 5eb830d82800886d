package org.diopter.views.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.engine.lens.judging.LensEvaluation;
import org.diopter.engine.lens.judging.Scores;
import org.diopter.views.figure.FigureTable;
import org.diopter.views.figure.FigureTable.Entry;
import org.diopter.views.figure.MapFigure;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Legend;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// How a lens does on a text: the numbers of every layer beside the logit lens's, and what translators do on other layers' states.
final class JudgingPane extends StackPane {
    private static final Texts TEXTS = Texts.of(JudgingPane.class);

    private final TrainingModel model;
    private final ViewContext context;
    private final ChartView dumbbell;
    private final FigureView map;
    private final FigureTableView scores = new FigureTableView();
    private final FigureTableView mapTable = new FigureTableView();
    private final TitledPanel scoresPanel;
    private final TitledPanel mapPanel;
    private final VBox content = new VBox();
    private final EmptyState empty;

    JudgingPane(TrainingModel model, ViewContext context, Runnable judge) {
        this.model = model;
        this.context = context;
        dumbbell = new ChartView(context);
        map = new FigureView(context);
        StackPane place = new StackPane(map, mapTable);
        place.setFocusTraversable(true);
        place.setAccessibleRole(javafx.scene.AccessibleRole.IMAGE_VIEW);
        place.getStyleClass().add("plot");
        map.figure().subscribe(figure -> place.setAccessibleText(figure == null ? null : figure.caption()));
        place.setStyle("-fx-padding: 8 4 4 6");
        scoresPanel = new TitledPanel(TEXTS.get("scores"), scores);
        mapPanel = new TitledPanel(TEXTS.get("map"), place);
        Segments<LayerMap> which = new Segments<>(one -> TEXTS.get("map." + one), LayerMap.values());
        which.getStyleClass().add("small-segments");
        which.value().bindBidirectional(model.map());
        mapPanel.tools().getChildren().addAll(which, new Legend(context, map.figure()));
        TitledPanel bells = new TitledPanel(TEXTS.get("dumbbell"), dumbbell);
        HBox charts = new HBox(12, mapPanel, bells);
        for (Region part : List.of(mapPanel, bells)) {
            HBox.setHgrow(part, Priority.ALWAYS);
            part.setMinWidth(0);
        }
        mapPanel.setPrefWidth(165); // its header has a switch and a legend
        bells.setPrefWidth(100);
        content.getStyleClass().add("view-body");
        content.getChildren().setAll(charts, scoresPanel);
        VBox.setVgrow(charts, Priority.ALWAYS);
        VBox.setVgrow(scoresPanel, Priority.ALWAYS);
        charts.setPrefHeight(300);
        scoresPanel.setPrefHeight(260);
        empty = new EmptyState(Icon.LENS, TEXTS.get("not-judged"), TEXTS.get("not-judged-sentence"), TEXTS.get("judge"), judge);
        getChildren().setAll(content, empty);
        Watch.all(this::show, model.judgement(), context.unit(), model.logarithmic(), model.map(), model.asTable());
    }

    /// The picture with the focus, else the map.
    FigureView picture(boolean chart) {
        return chart ? dumbbell.picture() : map;
    }

    ChartView chart() {
        return dumbbell;
    }

    private void show() {
        Optional<Judgement> judged = Optional.ofNullable(model.judgement().get());
        content.setVisible(judged.isPresent());
        empty.setVisible(judged.isEmpty());
        boolean asTable = model.asTable().get();
        map.setVisible(!asTable);
        mapTable.setVisible(asTable);
        judged.ifPresent(judgement -> {
            Unit unit = context.unit().get();
            dumbbell.figure().set(TrainingFigures.dumbbell(judgement, model.logarithmic().get(), unit));
            MapFigure pairs = switch (model.map().get()) {
                case TRANSFER -> TrainingFigures.transfer(judgement, unit);
                case COVARIANCE -> TrainingFigures.covariance(judgement);
            };
            map.figure().set(pairs);
            if (asTable) {
                mapTable.show(pairs.table());
            }
            scoresPanel.remark().setText(TEXTS.get("judged-on", judgement.lens(), judgement.text(), Numbers.count(judgement.evaluation().positions())));
            mapPanel.remark().setText(pairs.subtitle());
            scores.show(table(judgement.evaluation(), unit));
        });
    }

    /// A row a layer: lens, then logit lens.
    static FigureTable table(LensEvaluation evaluation, Unit unit) {
        List<String> headers = new ArrayList<>(List.of(TEXTS.get("layer"), TEXTS.get("score.kl", unit.label()), TEXTS.get("score.kl-logit"),
                TEXTS.get("score.ce"), TEXTS.get("score.ce-logit"), TEXTS.get("score.entropy"), TEXTS.get("score.entropy-logit"),
                TEXTS.get("score.bias"), TEXTS.get("score.bias-logit"), TEXTS.get("score.agreement"), TEXTS.get("score.agreement-logit")));
        boolean bytes = evaluation.bitsPerByte().isPresent();
        if (bytes) {
            headers.addAll(List.of(TEXTS.get("score.kl-bytes"), TEXTS.get("score.kl-bytes-logit"), TEXTS.get("score.ce-bytes"),
                    TEXTS.get("score.ce-bytes-logit")));
        }
        List<List<Entry>> rows = new ArrayList<>();
        for (LensEvaluation.LayerScores layer : evaluation.layers()) {
            rows.add(row(TrainingFigures.name(layer.layer()), layer.lens(), layer.logitLens(), evaluation, unit));
        }
        rows.add(row(TEXTS.get("output"), evaluation.output(), evaluation.output(), evaluation, unit));
        return new FigureTable(headers, rows);
    }

    private static List<Entry> row(String name, Scores lens, Scores logit, LensEvaluation evaluation, Unit unit) {
        List<Entry> row = new ArrayList<>(List.of(Entry.of(name), nats(lens.kl(), unit), nats(logit.kl(), unit), nats(lens.crossEntropy(), unit),
                nats(logit.crossEntropy(), unit), nats(lens.entropy(), unit), nats(logit.entropy(), unit), nats(lens.biasKl(), unit), nats(logit.biasKl(), unit),
                share(lens.agreement()), share(logit.agreement())));
        evaluation.bitsPerByte().ifPresent(factor -> {
            for (double nats : List.of(lens.kl(), logit.kl(), lens.crossEntropy(), logit.crossEntropy())) {
                row.add(Entry.of(nats * factor, Numbers.fixed(nats * factor, 3)));
            }
        });
        return row;
    }

    private static Entry nats(double value, Unit unit) {
        return Entry.of(unit.of(value), Numbers.divergenceInTable(unit.of(value)));
    }

    private static Entry share(double value) {
        return Entry.of(value, Numbers.fixed(100 * value, 1) + " %");
    }
}
