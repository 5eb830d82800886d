package org.diopter.views.model;

import java.util.List;
import java.util.Locale;
import javafx.beans.binding.DoubleExpression;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.diopter.engine.SelfCheck;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// The model card: on the left how far the chained blocks are from the whole model and what memory it takes, on the right its structure.
public final class ModelCardPane extends BorderPane {
    private static final Texts TEXTS = Texts.of(ModelCardPane.class);
    private static final double LABEL = 150;

    private final DoubleExpression textScale;
    private final VBox proof = new VBox();
    private final HBox chips = Parts.row("plain-row");
    private final Button again = new Button();

    /// What the buttons of the card do.
    public interface Acts {
        /// Makes the self-check, or makes it anew.
        void check();

        void copyReport(String report);

        void close();
    }

    /// @param computing what computes, with its number of threads: `CPU, 2 threads`
    /// @param textScale size of text and of what holds it
    public ModelCardPane(ModelFacts facts, String computing, DoubleExpression textScale, Acts acts) {
        this.textScale = textScale;
        setTop(head(facts));
        HBox sides = new HBox(left(), right(facts, computing));
        setCenter(sides);
        setBottom(foot(facts, acts));
        setPrefSize(1120, 716);
        show(facts);
    }

    private HBox head(ModelFacts facts) {
        return Parts.row("dialog-head", Parts.label(facts.card().id().name(), "title"), Parts.chip(facts.layout(), "plain"),
                Parts.chip(facts.source(), "plain"), chips);
    }

    private Node left() {
        proof.getStyleClass().add("dialog-body");
        ScrollPane scroll = new ScrollPane(proof);
        scroll.setFitToWidth(true);
        scroll.prefWidthProperty().bind(textScale.multiply(510));
        scroll.minWidthProperty().bind(textScale.multiply(400));
        scroll.getStyleClass().add("card-side");
        return scroll;
    }

    private Node right(ModelFacts facts, String computing) {
        Structure structure = new Structure(facts.card(), textScale.get());
        TextField filter = new TextField();
        filter.getStyleClass().add("small-field");
        filter.setPromptText(TEXTS.get("filter"));
        filter.setAccessibleText(TEXTS.get("filter"));
        filter.prefWidthProperty().bind(textScale.multiply(130));
        filter.textProperty().subscribe(structure::filter);
        VBox.setVgrow(structure, Priority.ALWAYS);
        HBox title = Parts.row("plain-row", Parts.label(TEXTS.get("structure"), "title"),
                Parts.label(TEXTS.get("blocks", facts.card().layers()), "faint"), Parts.spring(), filter);
        VBox run = new VBox(line("tier", facts.tier(), ""));
        facts.card().reasons().forEach(reason -> run.getChildren().add(reason(reason)));
        run.getChildren().addAll(line("licence", facts.licence(), ""), line("base-model", facts.baseModel(), ""), line("provider", computing, ""),
                line("precision", "float32", TEXTS.get("stored-as", facts.card().precision())), line("sha256", facts.shortHash(), ""),
                line("context", TEXTS.get("tokens", Numbers.count(facts.card().context())), ""));
        run.setMinHeight(Region.USE_PREF_SIZE);
        VBox side = new VBox(title, structure, run);
        side.getStyleClass().add("dialog-body");
        HBox.setHgrow(side, Priority.ALWAYS);
        return side;
    }

    /// Why the tier is no better.
    private Label reason(String sentence) {
        Label reason = Parts.label(sentence, "note");
        reason.setWrapText(true);
        reason.setMinHeight(Region.USE_PREF_SIZE);
        reason.setPadding(new Insets(4, 0, 6, textScale.get() * LABEL));
        return reason;
    }

    private HBox foot(ModelFacts facts, Acts acts) {
        again.setOnAction(_ -> acts.check());
        Button copy = new Button(TEXTS.get("copy-report"));
        copy.setOnAction(_ -> acts.copyReport(report(facts)));
        Button close = Parts.primary(TEXTS.get("close"));
        close.setDefaultButton(true);
        close.setCancelButton(true);
        close.setOnAction(_ -> acts.close());
        return Parts.row("dialog-foot", again, copy, Parts.spring(), close);
    }

    /// Shows the check as it is known now.
    public void show(ModelFacts facts) {
        again.setText(TEXTS.get(facts.check().isPresent() ? "check-again" : "check-now"));
        proof.getChildren().setAll(Parts.label(TEXTS.get("against-whole"), "title"));
        chips.getChildren().clear();
        facts.check().ifPresentOrElse(check -> {
            chips.getChildren().add(check.passed()
                    ? Parts.chip(TEXTS.get("check-passed"), "ok")
                    : Parts.chip(TEXTS.get("check-failed"), "err"));
            proof.getChildren().addAll(numbers(check));
        }, () -> proof.getChildren().add(Parts.label(TEXTS.get("not-checked-yet"), "faint")));
        facts.check().ifPresent(check -> proof.getChildren().add(errors(check)));
        proof.getChildren().addAll(Parts.label(TEXTS.get("memory"), "title"), new MemoryBar(facts.memory()));
    }

    private List<Node> numbers(SelfCheck check) {
        VBox lines = new VBox(
                line("largest-difference", ModelFacts.scientific(check.maxAbsoluteError()),
                        TEXTS.get("largest-logit", Numbers.fixed(check.largestLogit(), 1))),
                line("relative", ModelFacts.scientific(check.maxRelativeError()), ""),
                line("same-top", TEXTS.get("of-positions", check.agreeing(), check.positions()), ""),
                line("time", Numbers.duration(check.millis()), ""));
        for (SelfCheck.Check single : check.checks()) {
            lines.getChildren().add(proofLine(single));
        }
        return List.of(lines);
    }

    private HBox proofLine(SelfCheck.Check proof) {
        Label name = Parts.label(proof.name().substring(0, 1).toUpperCase(Locale.ROOT) + proof.name().substring(1), "secondary");
        name.setTooltip(new Tooltip(proof.name()));
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        Label value = Parts.label(ModelFacts.scientific(proof.value()), "strong");
        value.getStyleClass().add(proof.ok() ? "ok-text" : "err-text");
        Label limit = Parts.label(TEXTS.get(isAtLeast(proof) ? "at-least" : "limit", ModelFacts.scientific(proof.limit())), "faint");
        limit.minWidthProperty().bind(textScale.multiply(90));
        limit.setAlignment(Pos.CENTER_RIGHT);
        value.setMinWidth(Region.USE_PREF_SIZE);
        return Parts.row("fact-row", name, value, limit);
    }

    /// Whether the value must reach the limit, rather than stay below it.
    private static boolean isAtLeast(SelfCheck.Check proof) {
        return proof.ok() == proof.value() > proof.limit() && proof.value() != proof.limit();
    }

    private static Node errors(SelfCheck check) {
        VBox box = new VBox(Parts.label(TEXTS.get("error-by-layer"), "title"), new LayerErrors(check));
        box.setSpacing(8);
        return box;
    }

    private HBox line(String key, String value, String remark) {
        return row(TEXTS.get(key), value, remark);
    }

    private HBox row(String name, String value, String remark) {
        Label label = Parts.label(name, "secondary");
        label.minWidthProperty().bind(textScale.multiply(LABEL));
        label.prefWidthProperty().bind(textScale.multiply(LABEL));
        return Parts.row("fact-row", label, Parts.label(value, "strong"), Parts.spring(), Parts.label(remark, "faint"));
    }

    /// The card as plain text, for a report.
    static String report(ModelFacts facts) {
        StringBuilder text = new StringBuilder();
        text.append(facts.card().id().name()).append(", ").append(facts.layout()).append(", ").append(facts.shape()).append('\n');
        text.append(TEXTS.get("tier")).append(' ').append(facts.tier()).append('\n');
        facts.card().reasons().forEach(reason -> text.append(reason).append('\n'));
        text.append(TEXTS.get("licence")).append(": ").append(facts.licence()).append('\n');
        text.append(TEXTS.get("base-model")).append(": ").append(facts.baseModel()).append('\n');
        text.append(MemoryBar.verdict(facts.memory())).append('\n');
        text.append("sha256 ").append(facts.card().id().sha256()).append('\n');
        facts.check().ifPresent(check -> {
            text.append(TEXTS.get("largest-difference")).append(' ').append(check.maxAbsoluteError()).append('\n');
            text.append(TEXTS.get("relative")).append(' ').append(check.maxRelativeError()).append('\n');
            text.append(TEXTS.get("same-top")).append(' ').append(check.agreeing()).append('/').append(check.positions()).append('\n');
            check.checks().forEach(c -> text.append(c.name()).append(' ').append(c.value()).append(" <= ").append(c.limit()).append('\n'));
            text.append(TEXTS.get("error-by-layer")).append(' ').append(check.layerErrors()).append('\n');
        });
        return text.toString();
    }
}
