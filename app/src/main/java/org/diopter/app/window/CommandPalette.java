package org.diopter.app.window;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.app.action.Action;
import org.diopter.app.action.ActionRegistry;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.jspecify.annotations.Nullable;

/// Every command by name: type a few letters, arrows choose, Enter runs, Esc closes.
final class CommandPalette extends StackPane {
    private static final int SHOWN = 10;

    private final ActionRegistry actions;
    private final TextField query = new TextField();
    private final ListView<Action> found = new ListView<>();
    private @Nullable Node before;

    CommandPalette(ActionRegistry actions) {
        this.actions = actions;
        query.setPromptText(WindowTexts.ALL.get("palette.find"));
        query.setAccessibleText(WindowTexts.ALL.get("palette.find"));
        found.setFocusTraversable(false);
        found.setCellFactory(_ -> new CommandCell());
        found.setOnMouseClicked(_ -> fire());
        HBox.setHgrow(query, Priority.ALWAYS);
        VBox box = new VBox(Parts.row("palette-query", Icon.SEARCH.node(15), query), found);
        box.getStyleClass().add("palette");
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setAlignment(Pos.TOP_CENTER);
        StackPane.setMargin(box, new javafx.geometry.Insets(44, 0, 0, 0));
        getChildren().add(box);
        setVisible(false);
        setPickOnBounds(true);
        setOnMousePressed(event -> {
            if (event.getTarget() == this) {
                close();
            }
        });
        query.textProperty().subscribe(this::find);
        query.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    /// Opens it, empty.
    void open() {
        before = getScene().getFocusOwner();
        setVisible(true);
        applyCss();
        query.clear();
        find("");
        query.requestFocus();
    }

    void close() {
        setVisible(false);
        if (before != null) {
            before.requestFocus();
            before = null;
        }
    }

    private void find(String text) {
        List<Action> all = actions.find(text).stream().filter(action -> action.enabled().get()).toList();
        found.getItems().setAll(all);
        found.getSelectionModel().selectFirst();
        found.scrollTo(0);
        double height = found.getFixedCellSize() * Math.clamp(all.size(), 1, SHOWN) + 2;
        found.setMinHeight(height);
        found.setPrefHeight(height);
        found.setMaxHeight(height);
    }

    private void key(KeyEvent event) {
        int at = found.getSelectionModel().getSelectedIndex();
        switch (event.getCode()) {
            case DOWN -> select(at + 1);
            case UP -> select(at - 1);
            case PAGE_DOWN -> select(at + SHOWN);
            case PAGE_UP -> select(at - SHOWN);
            case ENTER -> fire();
            case ESCAPE -> close();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void select(int index) {
        if (!found.getItems().isEmpty()) {
            int inside = Math.clamp(index, 0, found.getItems().size() - 1);
            found.getSelectionModel().select(inside);
            found.scrollTo(Math.max(0, inside - SHOWN / 2));
        }
    }

    private void fire() {
        Action action = found.getSelectionModel().getSelectedItem();
        close();
        if (action != null) {
            action.fire();
        }
    }

    /// A command: its menu in grey, its title, its keys.
    private final class CommandCell extends ListCell<Action> {
        @Override
        protected void updateItem(Action action, boolean empty) {
            super.updateItem(action, empty);
            if (empty || action == null) {
                setGraphic(null);
                return;
            }
            Label menu = Parts.label(actions.menuTitle(action.menu()), "faint");
            menu.setMinWidth(52);
            HBox row = Parts.row("plain-row", menu, new Label(action.title()), Parts.spring());
            if (!action.shortcutText().isEmpty()) {
                row.getChildren().add(Parts.label(action.shortcutText(), "key"));
            }
            setGraphic(row);
        }
    }
}
