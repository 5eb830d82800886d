package org.diopter.views.anomaly;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.FactGrid;
import org.diopter.views.kit.FactGrid.Fact;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// The selected example: how deep its answer is decided, and its text.
public final class ExampleInspector extends ScrollPane {
    private static final Texts TEXTS = Texts.of(ExampleInspector.class);

    private final DifficultyModel model;
    private final Label title = Parts.label("", "title");
    private final FactGrid facts = new FactGrid();
    private final Label text = Parts.label("", "token");
    private final Label answer = Parts.label("", "token");
    private final Label none = Parts.label(TEXTS.get("no-example"), "note");
    private final VBox content;

    /// @param openInTrajectory puts an example into the trajectory view
    public ExampleInspector(DifficultyModel model, Consumer<RatedExample> openInTrajectory) {
        this.model = model;
        getStyleClass().add("inspector");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        for (Label label : List.of(text, answer)) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        Button open = Parts.small(TEXTS.get("open-in-trajectory"));
        open.setOnAction(_ -> {
            RatedExample selected = model.selected().get();
            if (selected != null) {
                openInTrajectory.accept(selected);
            }
        });
        content = new VBox(
                section(Parts.row("section-head", title), new VBox(facts)),
                section(Parts.row("section-head", Parts.label(TEXTS.get("right-answer"), "title")), new VBox(answer)),
                section(Parts.row("section-head", Parts.label(TEXTS.get("text"), "title"), Parts.spring(), open), new VBox(text)));
        none.setWrapText(true);
        none.setStyle("-fx-padding: 14 16 14 16");
        Watch.all(this::show, model.selected(), model.findings());
    }

    private static VBox section(javafx.scene.layout.HBox head, VBox body) {
        body.getStyleClass().add("section-body");
        VBox section = new VBox(head, body);
        section.getStyleClass().add("section");
        return section;
    }

    private void show() {
        RatedExample selected = model.selected().get();
        DifficultyFindings found = model.findings().get();
        setContent(selected != null && found != null ? content : none);
        if (selected == null || found == null) {
            return;
        }
        title.setText(TEXTS.get("example", selected.index()));
        String number = selected.ordering().isPresent() ? selected.orderingText() : "—";
        facts.show(List.of(List.of(new Fact(TEXTS.get("example-depth"), Numbers.fixed(selected.depth(), 2)),
                new Fact(TEXTS.get("rank"), TEXTS.get("rank-of", selected.rank(), found.examples().size())),
                new Fact(TEXTS.get("ordering"), number))));
        answer.setText(selected.answer().strip());
        text.setText(selected.prompt().text());
    }
}
