package org.diopter.views.model;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.engine.SelfCheck;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// The model section of the left pane: name, layout and shape, self-check, lens; its buttons open the card and another model.
public final class ModelPane extends VBox {
    private static final Texts TEXTS = Texts.of(ModelPane.class);

    private final VBox body = new VBox();
    private final Button card = Parts.iconButton(Icon.INFO, TEXTS.get("open-card"));

    /// @param openCard shows the model card
    /// @param openModel asks for another model
    public ModelPane(Runnable openCard, Runnable openModel) {
        getStyleClass().add("section");
        card.setOnAction(_ -> openCard.run());
        Button open = Parts.iconButton(Icon.FOLDER, TEXTS.get("open-model"));
        open.setOnAction(_ -> openModel.run());
        body.getStyleClass().add("section-body");
        getChildren().addAll(Parts.row("section-head", Parts.label(TEXTS.get("model"), "title"), Parts.spring(), card, open), body);
        showNone();
    }

    /// There is no model.
    public void showNone() {
        card.setDisable(true);
        Label none = Parts.label(TEXTS.get("no-model"), "faint");
        none.setWrapText(true);
        body.getChildren().setAll(none);
    }

    /// Something is being opened; what was shown before stays under it.
    ///
    /// @param progress how far it is
    public void showOpening(Node progress) {
        body.getChildren().removeIf(node -> "opening".equals(node.getId()));
        progress.setId("opening");
        body.getChildren().addFirst(progress);
    }

    /// Opening has ended.
    public void hideOpening() {
        body.getChildren().removeIf(node -> "opening".equals(node.getId()));
    }

    /// This model is open.
    public void show(ModelFacts facts) {
        card.setDisable(false);
        Label name = Parts.label(facts.card().id().name(), "strong");
        name.setStyle("-fx-font-size: 1.083em");
        Parts.shrinking(name);
        HBox title = Parts.row("plain-row", name, Parts.chip(facts.layout(), "plain"), Parts.chip(facts.source(), "plain"));
        Label shape = Parts.label(facts.shape(), "note");
        shape.setTooltip(new Tooltip(facts.shape()));
        body.getChildren().removeIf(node -> !"opening".equals(node.getId()));
        body.getChildren().addAll(title, shape, checkLine(facts.check()), lensLine(facts));
        facts.tokenizerProblem().ifPresent(problem -> {
            Label line = Parts.label(problem, "warn-text");
            line.setWrapText(true);
            body.getChildren().add(line);
        });
    }

    private static HBox checkLine(Optional<SelfCheck> check) {
        if (check.isEmpty()) {
            return Parts.row("plain-row", Icon.MINUS.node(14), Parts.label(TEXTS.get("not-checked"), "faint"));
        }
        boolean passed = check.get().passed();
        Label verdict = Parts.label(TEXTS.get(passed ? "passed" : "failed"), passed ? "ok-text" : "err-text");
        verdict.setMinWidth(USE_PREF_SIZE);
        Label error = Parts.label(TEXTS.get("largest", ModelFacts.scientific(check.get().maxRelativeError())), "note");
        error.setTooltip(new Tooltip(TEXTS.get("largest-help")));
        HBox line = Parts.row("plain-row", (passed ? Icon.CHECK : Icon.WARNING).node(14), verdict, Parts.spring(), error);
        line.getStyleClass().add(passed ? "ok" : "err");
        return line;
    }

    private static HBox lensLine(ModelFacts facts) {
        Label name = Parts.label(facts.lens(), "secondary");
        return Parts.row("plain-row", Icon.LENS.node(14), name);
    }
}
