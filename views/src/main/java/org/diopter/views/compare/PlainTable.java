package org.diopter.views.compare;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.diopter.views.kit.NodeColumn;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;

/// A small table of an inspector. A click or Enter chooses a line.
final class PlainTable extends TableView<PlainTable.Line> {
    private static final double ROW = 24;
    private static final double PLACE = 88;

    private final ViewContext context;

    /// A line.
    ///
    /// @param entries one a column
    record Line(List<Node> entries) {}

    /// @param name what it lists, for a screen reader
    /// @param titles of the columns; all but the first two are numbers
    /// @param choose gets the index of a chosen line
    PlainTable(ViewContext context, String name, List<String> titles, IntConsumer choose) {
        this.context = context;
        setAccessibleText(name);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(Parts.label(Texts.of(PlainTable.class).get("nothing"), "faint"));
        for (int i = 0; i < titles.size(); i++) {
            getColumns().add(column(titles.get(i), i));
        }
        addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> choose(choose));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                choose(choose);
                event.consume();
            }
        });
    }

    /// Renames a column.
    void name(int column, String title) {
        getColumns().get(column).setText(title);
    }

    /// @param rows for how many lines there is room
    void show(List<Line> lines, int rows) {
        getItems().setAll(lines);
        double row = ROW * context.textScale().get();
        setFixedCellSize(row);
        double height = (rows + 1) * row + 2;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    private void choose(IntConsumer act) {
        int index = getSelectionModel().getSelectedIndex();
        if (index >= 0) {
            act.accept(index);
        }
    }

    private static NodeColumn<Line> column(String title, int index) {
        NodeColumn<Line> column = new NodeColumn<>(title, index < 2 ? 78 : 56, line -> line.entries().get(index));
        if (index == 0) {
            column.setMinWidth(PLACE); // a cell with its mark, of any layer and position
        }
        return index < 2 ? column : column.ofNumbers();
    }
}
