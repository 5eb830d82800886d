package org.diopter.views.rank;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.diopter.engine.laser.AnswerKind;
import org.diopter.engine.laser.HeldAnswer;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.NodeColumn;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// One item in full: what the model answers as it is, under the setting, and with each part of the matrix alone.
final class HeldItemPane extends VBox {
    private static final Texts TEXTS = Texts.of(HeldItemPane.class);
    private static final double ROW = 24;
    private static final double WIDTH = 344;
    private static final int LONGEST = 90;

    private final SearchModel search;
    private final HeldModel model;
    private final Label number = Parts.label("", "title");
    private final Button before = Parts.iconButton(Icon.LEFT, TEXTS.get("held.before"));
    private final Button after = Parts.iconButton(Icon.RIGHT, TEXTS.get("held.after"));
    private final Label prompt = Parts.label("", "small-text");
    private final HBox known = Parts.row("plain-row");
    private final TableView<HeldModel.Line> table = new TableView<>();

    HeldItemPane(SearchModel search, ViewContext context) {
        this.search = search;
        model = search.held();
        getStyleClass().add("best-settings");
        setSpacing(6);
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        prompt.setWrapText(true);
        prompt.setMinHeight(USE_PREF_SIZE);
        before.setOnAction(_ -> model.step(-1));
        after.setOnAction(_ -> model.step(1));
        table.setAccessibleText(TEXTS.get("held.table"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.fixedCellSizeProperty().bind(context.textScale().multiply(ROW));
        table.setMinHeight(0);
        NodeColumn<HeldModel.Line> kept = column("held.kept", 56, line -> Parts.label(percent(line), "plain")).ofNumbers();
        table.getColumns().setAll(List.of(kept, column("held.TOP", 124, line -> answer(line.top())), column("held.TAIL", 124, line -> answer(line.tail()))));
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(Parts.row("plain-row", number, Parts.spring(), before, after), prompt, known, table);
        Watch.all(this::show, model.phase(), model.corrected(), model.index(), search.selected());
    }

    private void show() {
        SearchState state = search.state().get();
        Optional<Integer> place = model.place();
        if (state == null || place.isEmpty() || !(model.shown() instanceof HeldPhase.Answered answered)) {
            table.getItems().clear();
            return;
        }
        HeldAnswers held = answered.answers();
        int items = model.places().length;
        number.setText(TEXTS.get("held.item", model.index().get() + 1, items));
        before.setDisable(model.index().get() == 0);
        after.setDisable(model.index().get() == items - 1);
        String text = state.task().items().get(held.items()[place.get()]).prompt().strip().replace('\n', ' ');
        prompt.setText(text.length() > LONGEST ? "…" + text.substring(text.length() - LONGEST) : text);
        HeldAnswer asItIs = held.asItIs().get(place.get());
        known.getChildren().setAll(
                fact(TEXTS.get("held.right"), token(asItIs.right())),
                fact(TEXTS.get("held.as-it-is"), token(asItIs.top()[0])),
                fact(TEXTS.get("held.cut", answered.reduction().rho().toPlainString()), token(held.cut().get(place.get()).top()[0])));
        table.getItems().setAll(model.lines());
    }

    private static VBox fact(String name, Node value) {
        VBox fact = new VBox(2, Parts.label(name, "note"), value);
        HBox.setHgrow(fact, Priority.ALWAYS);
        return fact;
    }

    private static String percent(HeldModel.Line line) {
        return line.share().movePointRight(2).stripTrailingZeros().toPlainString();
    }

    private Node token(int id) {
        return new TokenText(TokenLabels.label(id, tokenizer()));
    }

    private Optional<Tokenizer> tokenizer() {
        return model.shown() instanceof HeldPhase.Answered answered ? Optional.of(answered.tokenizer()) : Optional.empty();
    }

    /// The likeliest token and its kind; the tooltip says the others.
    private Node answer(HeldAnswer answer) {
        AnswerKind kind = answer.kind();
        Label word = Parts.label(TEXTS.get("held.kind." + kind), kind == AnswerKind.RIGHT ? "ok-text" : "faint");
        word.getStyleClass().add("small-text");
        word.setMinWidth(USE_PREF_SIZE);
        HBox row = Parts.row("token-row", token(answer.top()[0]), word);
        Tooltip.install(row, new Tooltip(likeliest(answer)));
        return row;
    }

    private String likeliest(HeldAnswer answer) {
        return IntStream.range(0, answer.top().length)
                .mapToObj(i -> TEXTS.get("held.token", TokenLabels.label(answer.top()[i], tokenizer()).text(),
                        Numbers.percent(Math.exp(answer.logProbabilities()[i]))))
                .collect(Collectors.joining("\n"));
    }

    private static NodeColumn<HeldModel.Line> column(String key, double width, Function<HeldModel.Line, Node> node) {
        return new NodeColumn<>(TEXTS.get(key), width, node);
    }
}
