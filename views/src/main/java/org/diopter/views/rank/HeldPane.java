package org.diopter.views.rank;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldAnswers.Group;
import org.diopter.engine.laser.HeldPlan;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Sheet;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// What the components that a setting removes held: what the model answers with the largest and with the smallest components alone, for the items that the
/// setting corrects or for all.
final class HeldPane extends StackPane {
    private static final Texts TEXTS = Texts.of(HeldPane.class);
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);
    /// Those without any edit and those under the cut come on top of the parts' passes.
    private static final int PASSES = 2 * HeldPlan.SHARES.size() + 2;

    private final SearchModel model;
    private final RankView.Acts acts;
    private final Runnable toMap;
    private final ChartView chart;
    private final Segments<Boolean> kinds = new Segments<>(second -> TEXTS.get(second ? "held.kinds" : "held.cosine"), false, true);
    private final Segments<Boolean> corrected = new Segments<>(only -> TEXTS.get(only ? "held.corrected" : "held.all"), false, true);
    private final Label count = Parts.label("", "note");
    private final HBox charts;
    private final Label asked = Parts.label("", "state-title");
    private final Label progress = Parts.label("", "secondary");
    private final ProgressBar bar = new ProgressBar();
    private final VBox waiting;

    /// @param toMap shows the map, where a setting is chosen
    HeldPane(SearchModel model, ViewContext context, RankView.Acts acts, Runnable toMap) {
        this.model = model;
        this.acts = acts;
        this.toMap = toMap;
        chart = new ChartView(context);
        for (Segments<?> segments : List.of(kinds, corrected)) {
            segments.getStyleClass().add("small-segments");
            segments.setMinWidth(USE_PREF_SIZE);
        }
        corrected.value().bindBidirectional(model.held().corrected());
        count.setTooltip(new Tooltip(TEXTS.get("held.count.help")));
        charts = charts(new HeldItemPane(model, context));
        waiting = waiting();
        setMinSize(0, 0);
        Watch.all(this::show, model.held().phase(), model.held().corrected(), model.selected(), model.state(), kinds.value());
    }

    /// The picture that is looked at.
    FigureView picture() {
        return chart.picture();
    }

    private HBox charts(HeldItemPane item) {
        VBox.setVgrow(chart, Priority.ALWAYS);
        VBox left = new VBox(6, Parts.row("plain-row", kinds, corrected, count), chart);
        left.setStyle("-fx-padding: 8 6 6 10");
        left.setMinWidth(0);
        HBox.setHgrow(left, Priority.ALWAYS);
        return new HBox(left, item);
    }

    private VBox waiting() {
        Button cancel = new Button(TEXTS.get("cancel"));
        cancel.setOnAction(_ -> acts.stopAsking());
        bar.setPrefWidth(240);
        VBox box = new VBox(asked, progress, bar, cancel);
        box.getStyleClass().add("empty-state");
        return box;
    }

    private void show() {
        Node now = switch (model.held().shown()) {
            case HeldPhase.Unasked _ -> unasked();
            case HeldPhase.Asking asking -> asking(asking);
            case HeldPhase.Answered answered -> answered(answered.answers());
            case HeldPhase.Failed failed -> new EmptyState(Icon.WARNING, name("held.failed", failed.reduction()), failed.sentence(), TEXTS.get("held.again"),
                    () -> acts.ask(failed.reduction()));
        };
        if (!getChildren().equals(List.of(now))) {
            getChildren().setAll(now);
        }
    }

    private Node unasked() {
        Reduction selected = model.selected().get();
        if (selected == null) {
            return new EmptyState(Icon.RANK, TEXTS.get("held.choose-title"), TEXTS.get("held.choose"), TEXTS.get("held.to-map"), toMap);
        }
        int items = Optional.ofNullable(model.state().get()).map(state -> state.task().items().size()).orElse(0);
        return new EmptyState(Icon.RANK, name("held.none", selected), TEXTS.get("held.sentence", items, PASSES), TEXTS.get("held.ask"),
                () -> acts.ask(selected));
    }

    private static String name(String key, Reduction reduction) {
        MatrixId matrix = reduction.matrix();
        return TEXTS.get(key, matrix.block(), matrix.kind().text());
    }

    private Node asking(HeldPhase.Asking asking) {
        boolean counted = asking.total() > 0;
        asked.setText(name("held.asking", asking.reduction()));
        progress.setText(asking.stage().isEmpty() ? TEXTS.get("held.begins")
                : counted ? TEXTS.get("held.progress", asking.stage(), asking.done(), asking.total()) : TEXTS.get("held.stage", asking.stage()));
        bar.setProgress(counted ? (double) asking.done() / asking.total() : ProgressBar.INDETERMINATE_PROGRESS);
        bar.setAccessibleText(progress.getText());
        return waiting;
    }

    private Node answered(HeldAnswers held) {
        int gained = held.members(Group.CORRECTED).length;
        corrected.button(true).setDisable(gained == 0);
        count.setText(TEXTS.get("held.count", gained, held.members(Group.BROKEN).length, held.items().length));
        SearchState state = model.state().get();
        if (state != null) {
            HeldChart drawn = new HeldChart(held, model.held().places(), model.held().onlyCorrected() ? "corrected" : "all");
            chart.figure().set(kinds.value().get() ? drawn.kinds(ANY_SHEET, state.provenance()) : drawn.cosine(ANY_SHEET, state.provenance()));
        }
        return charts;
    }
}
