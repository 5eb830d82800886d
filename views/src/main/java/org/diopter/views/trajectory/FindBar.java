package org.diopter.views.trajectory;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// Finds a token in the grid: the cells that hold it stand out, Enter and Shift Enter go from one to the next, Esc closes it.
final class FindBar extends HBox {
    private static final Texts TEXTS = Texts.of(FindBar.class);

    private final TrajectoryModel model;
    private final TextField text = new TextField();
    private final Segments<TokenSearch.Among> among = new Segments<>(where -> TEXTS.get("find." + where), TokenSearch.Among.values());
    private final Label count = Parts.label("", "note");
    private final ReadOnlyObjectWrapper<List<Cell>> found = new ReadOnlyObjectWrapper<>(List.of());
    private final Runnable leave;

    /// @param leave gives the focus back to the grid
    FindBar(TrajectoryModel model, Runnable leave) {
        this.model = model;
        this.leave = leave;
        getStyleClass().addAll("plain-row", "find-bar");
        setId("find-bar");
        setVisible(false);
        managedProperty().bind(visibleProperty());
        text.setPromptText(TEXTS.get("find"));
        text.setAccessibleText(TEXTS.get("find"));
        text.setPrefWidth(200);
        among.setMinWidth(Region.USE_PREF_SIZE);
        count.setMinWidth(Region.USE_PREF_SIZE);
        Button before = Parts.iconButton(Icon.LEFT, TEXTS.get("find-previous"));
        before.setOnAction(_ -> step(-1));
        Button after = Parts.iconButton(Icon.RIGHT, TEXTS.get("find-next"));
        after.setOnAction(_ -> step(1));
        Button close = Parts.iconButton(Icon.CLOSE, TEXTS.get("find-close"));
        close.setOnAction(_ -> close());
        getChildren().setAll(text, among, before, after, count, Parts.spring(), close);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        Watch.all(this::search, text.textProperty(), among.value(), model.figure(), visibleProperty());
        Watch.all(this::say, found, model.selected());
    }

    /// The cells that hold what is looked for; none while nothing is.
    ReadOnlyObjectProperty<List<Cell>> found() {
        return found.getReadOnlyProperty();
    }

    /// Opens it, with what was looked for last.
    void open() {
        setVisible(true);
        text.requestFocus();
        text.selectAll();
    }

    /// Goes on from the selected cell, round the ends.
    ///
    /// @param by 1 to the next, −1 to the one before
    void step(int by) {
        List<Cell> cells = found.get();
        if (cells.isEmpty()) {
            return;
        }
        Cell from = model.selected().get();
        int here = place();
        if (here < 0) {
            int after = (int) cells.stream().filter(cell -> from != null && comesBefore(cell, from)).count();
            here = by > 0 ? after - 1 : after;
        }
        model.selected().set(cells.get(Math.floorMod(here + by, cells.size())));
    }

    /// The place of the selected cell among those that were found, −1 if it is none of them.
    private int place() {
        Cell selected = model.selected().get();
        return selected == null ? -1 : found.get().indexOf(selected);
    }

    private static boolean comesBefore(Cell a, Cell b) {
        return a.position() < b.position() || a.position() == b.position() && a.row() < b.row();
    }

    private void close() {
        setVisible(false);
        leave.run();
    }

    private void search() {
        TrajectoryFigure figure = model.figure().get();
        found.set(figure == null || !isVisible() ? List.of() : TokenSearch.cells(figure, text.getText(), among.value().get(), model::label));
        // The same cells are no change, and may be of other words.
        say();
    }

    private void say() {
        List<Cell> cells = found.get();
        int here = place();
        count.setText(text.getText().isBlank() ? ""
                : cells.isEmpty() ? TEXTS.get("find-none")
                : here < 0 ? TEXTS.get(cells.size() == 1 ? "find-one" : "find-count", cells.size())
                : TEXTS.get("find-place", here + 1, cells.size()));
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            close();
        } else if (event.getCode() == KeyCode.ENTER && event.getTarget() == text) {
            step(event.isShiftDown() ? -1 : 1);
        } else {
            return;
        }
        event.consume();
    }
}
