package org.diopter.views.kit;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.shape.Circle;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.TokenLabel;

/// Tokens with bars, as high as its lines. A click or Enter chooses a line.
public final class TokenTable extends TableView<TokenTable.Line> {
    private static final Texts TEXTS = Texts.of(TokenTable.class);
    private static final double ROW = 24;
    private static final double BAR_HEIGHT = 12;

    private final ViewContext context;
    private final TableColumn<Line, Line> mark;
    private final TableColumn<Line, Line> value;
    private final TableColumn<Line, Line> change;

    /// A line.
    ///
    /// @param mark what stands before the token: its place, its position
    /// @param share how far the bar reaches, 0 to 1
    /// @param value as it is written
    /// @param series the token's place in the series of colours, −1 if it has none
    /// @param before how far the bar reached in the run that this one is compared with, 0 to 1; NaN if it is compared with none, or that is not known
    /// @param change against that run as it is written; empty if there is none
    public record Line(String mark, TokenLabel token, double share, String value, int series, double before, String change) {
        /// Of a run that stands alone.
        public Line(String mark, TokenLabel token, double share, String value, int series) {
            this(mark, token, share, value, series, Double.NaN, "");
        }
    }

    /// @param name what the table lists, for a screen reader
    /// @param choose gets the index of a chosen line
    public TokenTable(ViewContext context, String name, String tokenTitle, IntConsumer choose) {
        this.context = context;
        setAccessibleText(name);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        mark = new NodeColumn<>("", 34, line -> Parts.label(line.mark(), "faint"));
        value = new NodeColumn<>("", 58, line -> whole(Parts.label(line.value(), "plain")));
        value.getStyleClass().add("number");
        change = new NodeColumn<>(TEXTS.get("change"), 54, TokenTable::change);
        change.getStyleClass().add("number");
        getColumns().setAll(List.of(mark, new NodeColumn<>(tokenTitle, 104, this::token), new NodeColumn<>("", 76, TokenTable::bar), value, change));
        change.setVisible(false);
        addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> choose(choose));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                choose(choose);
                event.consume();
            }
        });
    }

    /// Shows these lines under these titles.
    public void show(String markTitle, String valueTitle, List<Line> lines) {
        mark.setText(markTitle);
        value.setText(valueTitle);
        change.setVisible(lines.stream().anyMatch(line -> !line.change().isEmpty()));
        int chosen = Math.max(0, getSelectionModel().getSelectedIndex());
        getItems().setAll(lines);
        getSelectionModel().clearAndSelect(Math.min(chosen, lines.size() - 1));
        double row = ROW * context.textScale().get();
        setFixedCellSize(row);
        double height = (lines.size() + 1) * row + 2;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    /// Names the last column, which is “B − A” unless it says something else.
    public void nameChange(String title) {
        change.setText(title);
    }

    private void choose(IntConsumer act) {
        int index = getSelectionModel().getSelectedIndex();
        if (index >= 0) {
            act.accept(index);
        }
    }

    private Node token(Line line) {
        HBox token = new TokenText(line.token());
        if (line.series() >= 0) {
            Circle dot = new Circle(3.5);
            dot.setStyle("-fx-fill: " + Palette.css(context.theme().get().palette().series(line.series())));
            HBox.setMargin(dot, new Insets(0, 5, 0, 0));
            token.getChildren().addFirst(dot);
        }
        return token;
    }

    private static Node bar(Line line) {
        Bar bar = new Bar();
        bar.setFraction(line.share());
        bar.setTick(line.before());
        bar.setMinHeight(BAR_HEIGHT);
        bar.setMaxHeight(BAR_HEIGHT);
        return bar;
    }

    private static Node change(Line line) {
        Label change = Parts.label(line.change(), line.change().startsWith("+") ? "pos-text" : line.change().startsWith("−") ? "neg-text" : "faint");
        return whole(change);
    }

    /// A number of which no digit is left out.
    private static Label whole(Label number) {
        number.setMinWidth(USE_PREF_SIZE);
        return number;
    }
}
