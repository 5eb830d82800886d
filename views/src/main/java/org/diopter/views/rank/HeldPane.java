package org.diopter.views.rank;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldAnswers.Group;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Sheet;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.EmptyState;
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

    private final SearchModel model;
    private final ChartView cosine;
    private final ChartView kinds;
    private final Segments<Boolean> corrected = new Segments<>(only -> TEXTS.get(only ? "held.corrected" : "held.all"), false, true);
    private final Label count = Parts.label("", "note");
    private final VBox charts;
    private final RankView.Acts acts;

    HeldPane(SearchModel model, ViewContext context, RankView.Acts acts) {
        this.model = model;
        this.acts = acts;
        cosine = new ChartView(context);
        kinds = new ChartView(context);
        corrected.getStyleClass().add("small-segments");
        corrected.setMinWidth(USE_PREF_SIZE);
        HBox both = new HBox(12, cosine, kinds);
        for (ChartView chart : List.of(cosine, kinds)) {
            HBox.setHgrow(chart, Priority.ALWAYS);
            chart.setPrefWidth(100);
        }
        VBox.setVgrow(both, Priority.ALWAYS);
        charts = new VBox(6, Parts.row("plain-row", corrected, count), both);
        charts.setStyle("-fx-padding: 8 10 6 10");
        setMinSize(0, 0);
        Watch.all(this::show, model.held(), model.selected(), model.asking(), model.state(), corrected.value());
    }

    ChartView cosine() {
        return cosine;
    }

    private void show() {
        SearchState state = model.state().get();
        Optional<HeldAnswers> answers = model.heldOfSelected();
        if (answers.isEmpty() || state == null) {
            getChildren().setAll(empty());
            return;
        }
        HeldAnswers held = answers.get();
        int[] gained = held.members(Group.CORRECTED);
        boolean only = corrected.value().get() && gained.length > 0;
        corrected.button(true).setDisable(gained.length == 0);
        int[] places = only ? gained : IntStream.range(0, held.items().length).toArray();
        count.setText(TEXTS.get("held.count", gained.length, held.members(Group.BROKEN).length, held.items().length));
        HeldChart chart = new HeldChart(held, places, only ? "corrected" : "all");
        cosine.figure().set(chart.cosine(ANY_SHEET, state.provenance()));
        kinds.figure().set(chart.kinds(ANY_SHEET, state.provenance()));
        getChildren().setAll(charts);
    }

    private VBox empty() {
        Reduction selected = model.selected().get();
        if (model.asking().get()) {
            return new VBox(Parts.label(TEXTS.get("held.asking"), "faint"));
        }
        if (selected == null) {
            return new VBox(Parts.label(TEXTS.get("held.choose"), "faint"));
        }
        return new EmptyState(Icon.RANK, TEXTS.get("held.none", selected.matrix().block(), selected.matrix().kind().text()), TEXTS.get("held.sentence"),
                TEXTS.get("held.ask"), () -> acts.ask(selected));
    }
}
