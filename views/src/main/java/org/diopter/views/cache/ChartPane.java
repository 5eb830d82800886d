package org.diopter.views.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The chart under the maps: retained mass by step, scores of chosen keys by step, the policies over one of their settings, or the values of heads.
final class ChartPane extends StackPane {
    private static final Texts TEXTS = Texts.of(ChartPane.class);
    private static final int MOST_KEYS = 6;
    private static final double USUAL_ALPHA = 0.1;

    /// What is shown.
    enum Shown {
        MASS,
        SCORES,
        SWEEP,
        HEADS
    }

    private final CacheModel model;
    private final ChartView chart;
    private final HeadChoicePane heads;
    private final TitledPanel panel;
    private final ObjectProperty<Shown> shown = new SimpleObjectProperty<>(Shown.MASS);
    private final Segments<CacheFigures.Of> massOf =
            new Segments<>(of -> TEXTS.get("mass." + of.name()), CacheFigures.Of.MODEL, CacheFigures.Of.LEAST, CacheFigures.Of.HEAD);
    private final Segments<CacheFigures.Score> score =
            new Segments<>(one -> TEXTS.get("score." + one.name()), CacheFigures.Score.S, CacheFigures.Score.A2S, CacheFigures.Score.A2SF);
    private final TextField keys = new TextField();
    /// By step it is drawn once, whatever step is looked at.
    private @Nullable ChartFigure drawn;

    ChartPane(CacheModel model, ViewContext context, CacheView.Acts acts) {
        this.model = model;
        chart = new ChartView(context);
        chart.onChosen(x -> goTo((int) Math.round(x)));
        chart.onStepped(by -> goTo(model.query().get() + by));
        heads = new HeadChoicePane(model, context, acts);
        SweepBar sweep = new SweepBar(model, acts);
        score.value().set(CacheFigures.Score.A2SF);
        keys.setPrefColumnCount(8);
        keys.setPromptText(TEXTS.get("score.keys.prompt"));
        keys.setAccessibleText(TEXTS.get("score.keys"));
        keys.setTooltip(new Tooltip(TEXTS.get("score.keys")));
        Stream.of(massOf, score).forEach(segments -> segments.getStyleClass().add("small-segments"));
        HBox scores = Parts.row("tight-row", score, keys);
        panel = new TitledPanel("", content(sweep, scores));
        panel.tools().getChildren().add(choice());
        getChildren().add(panel);
        setMinSize(0, 0);
        Watch.all(this::draw, shown, model.look(), massOf.value(), score.value(), keys.textProperty(), model.sweep().chart(), model.others().result(),
                model.compares());
        Watch.all(this::mark, model.query());
    }

    private Node content(SweepBar sweep, HBox scores) {
        StackPane figures = new StackPane(chart, heads);
        figures.setMinSize(0, 0);
        VBox.setVgrow(figures, Priority.ALWAYS);
        HBox tools = new HBox(massOf, scores, sweep);
        VBox body = new VBox(4, tools, figures);
        body.setStyle("-fx-padding: 8 10 6 10");
        body.setMinSize(0, 0);
        shown.subscribe(now -> {
            visible(massOf, now == Shown.MASS);
            visible(scores, now == Shown.SCORES);
            visible(sweep, now == Shown.SWEEP);
            visible(heads, now == Shown.HEADS);
            visible(chart, now != Shown.HEADS);
            visible(tools, now != Shown.HEADS);
        });
        return body;
    }

    private static void visible(Node node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }

    private ComboBox<Shown> choice() {
        ComboBox<Shown> choice = new ComboBox<>();
        choice.getItems().setAll(Shown.values());
        choice.setId("cache-chart");
        choice.setAccessibleText(TEXTS.get("chart"));
        choice.setConverter(new StringConverter<>() {
            @Override
            public String toString(Shown one) {
                return one == null ? "" : TEXTS.get("chart." + one.name());
            }

            @Override
            public Shown fromString(String text) {
                throw new UnsupportedOperationException("charts are chosen, not typed");
            }
        });
        choice.valueProperty().bindBidirectional(shown);
        return choice;
    }

    /// What is shown.
    ObjectProperty<Shown> shown() {
        return shown;
    }

    private void goTo(int step) {
        if (shown.get() == Shown.MASS || shown.get() == Shown.SCORES) {
            model.goTo(step);
        }
    }

    private void draw() {
        CacheModel.Look look = model.look().get();
        drawn = switch (shown.get()) {
            case MASS -> look == null ? null : new CacheFigures(look).mass(massOf.value().get(), model.comparedWith()).orElse(null);
            case SCORES -> look == null ? null : new CacheFigures(look).scores(score.value().get(), keys(look), alpha());
            case SWEEP -> model.sweep().chart().get();
            case HEADS -> null;
        };
        panel.title().setText(TEXTS.get("chart." + shown.get().name()));
        mark();
    }

    /// The cross-line and the numbers of the step that is looked at.
    private void mark() {
        ChartFigure now = drawn;
        CacheModel.Look look = model.look().get();
        int query = model.query().get();
        boolean bySteps = (shown.get() == Shown.MASS || shown.get() == Shown.SCORES) && look != null && query < look.known().tokens();
        chart.figure().set(now);
        chart.mark(now != null && bySteps ? OptionalDouble.of(query) : OptionalDouble.empty());
        panel.remark().setText(now == null || !bySteps ? "" : TEXTS.get("chart.at", query, String.join(" · ", now.series().stream()
                .limit(shown.get() == Shown.MASS ? look.known().outcomes().stream().filter(CacheFigures::hasMass).count() : MOST_KEYS)
                .filter(series -> Double.isFinite(series.y()[query]))
                .map(series -> series.name() + " " + Numbers.fixed(series.y()[query], 2)).toList())));
    }

    /// The positions that were typed; else the keys that rank highest at the step that is looked at when the head is drawn.
    private List<Integer> keys(CacheModel.Look look) {
        List<Integer> typed = Arrays.stream(keys.getText().split("[^0-9]+"))
                .filter(text -> !text.isEmpty() && text.length() < 9)
                .map(Integer::valueOf)
                .filter(key -> key < look.known().tokens())
                .distinct()
                .limit(MOST_KEYS)
                .toList();
        if (!typed.isEmpty()) {
            return typed;
        }
        int query = Math.clamp(model.query().get(), 0, look.known().tokens() - 1);
        KeyRanking ranking = KeyRanking.of(look.seen().getFirst(), query);
        List<Integer> usual = new ArrayList<>(ranking.kept().stream().map(KeyRanking.Row::key).limit(MOST_KEYS - 2).toList());
        ranking.evicted().stream().map(KeyRanking.Row::key).limit(2).forEach(usual::add);
        return usual;
    }

    private double alpha() {
        PolicyForm form = model.form(0).get();
        try {
            return form.kind().hasAlpha() ? Math.clamp(Double.parseDouble(form.alpha().strip()), 0, 1) : USUAL_ALPHA;
        } catch (NumberFormatException noNumber) {
            return USUAL_ALPHA;
        }
    }

    /// Its figure, if the focus is in it.
    Optional<Figure> focused() {
        if (shown.get() == Shown.HEADS) {
            return heads.isFocusWithin() ? heads.figure() : Optional.empty();
        }
        return isFocusWithin() ? Optional.ofNullable(drawn) : Optional.empty();
    }
}
