package org.diopter.views.trajectory;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.lens.TranslatorFacts;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.FactGrid;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.ViewContext;

/// What the lens does at the selected layer, and, where both lenses are looked at, what the logit lens says of the same cell.
final class LensPane extends VBox {
    private static final Texts TEXTS = Texts.of(LensPane.class);
    private static final int SHOWN = 4;

    private final TrajectoryModel model;
    private final ViewContext context;

    LensPane(TrajectoryModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        managedProperty().bind(visibleProperty());
    }

    /// Shows a known cell; hides itself where nothing but the logit lens is looked through.
    void show(Findings shown, Cell cell) {
        getChildren().clear();
        HeldLens held = model.lenses().held().get();
        if (held != null && held.choice().equals(shown.study().lens())) {
            getChildren().add(translator(held, shown.trajectory().layer(cell.row())));
        }
        model.beside().filter(other -> cell.row() < other.trajectory().rows() && cell.position() < other.trajectory().positions()
                && other.trajectory().isKnown(cell.position())).ifPresent(other -> getChildren().add(sameCell(other, cell)));
        setVisible(!getChildren().isEmpty());
    }

    private static VBox translator(HeldLens held, int layer) {
        Optional<TranslatorFacts> facts = layer < held.facts().size() ? Optional.of(held.facts().get(layer)) : Optional.empty();
        Node body = facts.<Node>map(LensPane::numbers).orElseGet(() -> wrapped(TEXTS.get("lens-output")));
        Label name = Parts.label(held.title(), "note");
        name.setMinWidth(0);
        return section(TEXTS.get("lens-at", layer == 0 ? TEXTS.get("emb") : Integer.toString(layer)), name, body);
    }

    private static Node numbers(TranslatorFacts facts) {
        FactGrid grid = new FactGrid();
        grid.show(List.of(List.of(
                new FactGrid.Fact(TEXTS.get("weight-norm"), Numbers.fixed(facts.weightNorm(), 2)),
                new FactGrid.Fact(TEXTS.get("bias-norm"), Numbers.fixed(facts.biasNorm(), 2)),
                new FactGrid.Fact(TEXTS.get("distance"), Numbers.fixed(facts.distance(), 3)))));
        return new VBox(4, grid, wrapped(TEXTS.get("distance-note")));
    }

    private static Label wrapped(String text) {
        Label label = Parts.label(text, "note");
        label.setWrapText(true);
        return label;
    }

    private VBox sameCell(Findings other, Cell cell) {
        Trajectory trajectory = other.trajectory();
        VBox lines = new VBox(3);
        for (int k = 0; k < Math.min(SHOWN, trajectory.topK()); k++) {
            double probability = Math.exp(trajectory.topLogProbability(cell.row(), cell.position(), k));
            HBox line = Parts.row("plain-row", Parts.label(Integer.toString(k + 1), "faint"),
                    new TokenText(model.label(trajectory.topId(cell.row(), cell.position(), k))), Parts.spring(),
                    Parts.label(Numbers.percent(probability) + " %", "plain"));
            lines.getChildren().add(line);
        }
        Unit unit = context.unit().get();
        lines.getChildren().add(wrapped(TEXTS.get("same-cell-numbers",
                Numbers.divergence(unit.of(trajectory.value(Statistic.ENTROPY, cell.row(), cell.position()))), unit.label(),
                Numbers.divergence(unit.of(trajectory.value(Statistic.KL_TO_FINAL, cell.row(), cell.position()))))));
        return section(TEXTS.get("same-cell", other.study().lens().name()), new Label(), lines);
    }

    private static VBox section(String title, Label remark, Node content) {
        VBox body = new VBox(content);
        body.getStyleClass().add("section-body");
        VBox section = new VBox(Parts.row("section-head", Parts.label(title, "title"), Parts.spring(), remark), body);
        section.getStyleClass().add("section");
        return section;
    }
}
