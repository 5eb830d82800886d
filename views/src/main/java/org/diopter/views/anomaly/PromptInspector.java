package org.diopter.views.anomaly;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.FactGrid;
import org.diopter.views.kit.FactGrid.Fact;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The selected prompt: its score, how its answers fare layer by layer, where it is unlike normal prompts, and its text.
public final class PromptInspector extends ScrollPane {
    private static final Texts TEXTS = Texts.of(PromptInspector.class);
    private static final double CHART_HEIGHT = 210;

    private final AnomalyModel model;
    private final ViewContext context;
    private final Label title = Parts.label("", "title");
    private final FactGrid facts = new FactGrid();
    private final ChartView chart;
    private final Label note = wrapped("note");
    private final Label deviation = wrapped("note");
    private final Label text = wrapped("token");
    private final Label none = Parts.label(TEXTS.get("no-prompt"), "note");
    private final VBox content;

    /// @param openInTrajectory puts the selected prompt into the trajectory view
    public PromptInspector(AnomalyModel model, ViewContext context, Runnable openInTrajectory) {
        this.model = model;
        this.context = context;
        getStyleClass().add("inspector");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        chart = new ChartView(context);
        chart.setPrefHeight(CHART_HEIGHT);
        Button back = Parts.iconButton(Icon.LEFT, TEXTS.get("previous"));
        back.setOnAction(_ -> move(-1));
        Button on = Parts.iconButton(Icon.RIGHT, TEXTS.get("next"));
        on.setOnAction(_ -> move(1));
        Button open = Parts.small(TEXTS.get("open-in-trajectory"));
        open.setOnAction(_ -> openInTrajectory.run());
        content = new VBox(
                section(Parts.row("section-head", title, Parts.spring(), back, on), new VBox(facts)),
                section(Parts.row("section-head", Parts.label(TEXTS.get("answers"), "title")), new VBox(4, chart, note, deviation)),
                section(Parts.row("section-head", Parts.label(TEXTS.get("text"), "title"), Parts.spring(), open), new VBox(text)));
        none.setWrapText(true);
        none.setStyle("-fx-padding: 14 16 14 16");
        Watch.all(this::show, model.selected(), model.throughLens(), context.unit());
    }

    private static VBox section(javafx.scene.layout.HBox head, VBox body) {
        body.getStyleClass().add("section-body");
        VBox section = new VBox(head, body);
        section.getStyleClass().add("section");
        return section;
    }

    private static Label wrapped(String styleClass) {
        Label label = Parts.label("", styleClass);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void move(int by) {
        List<ScoredPrompt> all = model.prompts().get();
        ScoredPrompt now = model.selected().get();
        if (now != null && !all.isEmpty()) {
            model.selected().set(all.get(Math.clamp(all.indexOf(now) + by, 0, all.size() - 1)));
        }
    }

    private void show() {
        ScoredPrompt selected = model.selected().get();
        AnomalyFindings found = model.findings().get();
        setContent(selected != null && found != null ? content : none);
        if (selected == null || found == null) {
            return;
        }
        title.setText(TEXTS.get(selected.tested().suspect() ? "suspect-prompt" : "normal-prompt", selected.tested().index()));
        double below = model.prompts().get().stream().filter(prompt -> prompt.score() <= selected.score()).count();
        facts.show(List.of(List.of(new Fact(TEXTS.get("score"), Numbers.fixed(selected.score(), 3)),
                new Fact(TEXTS.get("threshold"), Numbers.fixed(model.threshold().get(), 3)),
                new Fact(TEXTS.get("percentile"), Numbers.fixed(100 * below / Math.max(1, model.prompts().get().size()), 1)))));
        Optional<OptionTrajectory> read = model.options(selected.tested());
        Optional<OptionTrajectory> without = model.withoutInjection(selected.tested());
        ChartFigure figure = model.reading().flatMap(reading -> read.map(options ->
                AnomalyFigures.answers(reading, found.prompt(selected.tested()), options, without, context.unit().get()))).orElse(null);
        chart.figure().set(figure);
        note.setText(without.isPresent() ? TEXTS.get("dashed") : "");
        note.setManaged(without.isPresent());
        deviation.setText(mostUnusual(selected));
        text.setText(found.prompt(selected.tested()).text());
    }

    /// At which layer the prompt is least like normal ones.
    private static String mostUnusual(ScoredPrompt selected) {
        List<Double> byLayer = selected.tested().layerDeviation();
        int most = 0;
        for (int layer = 1; layer < byLayer.size(); layer++) {
            most = byLayer.get(layer) > byLayer.get(most) ? layer : most;
        }
        return TEXTS.get("most-unusual", most == 0 ? "emb" : Integer.toString(most), Numbers.fixed(byLayer.get(most), 1));
    }
}
