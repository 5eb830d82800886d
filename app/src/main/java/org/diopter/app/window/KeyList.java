package org.diopter.app.window;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.diopter.app.action.Action;
import org.diopter.app.action.ActionRegistry;
import org.diopter.views.kit.Parts;

/// The list of keys: those of the grid, the charts and the cache maps, then every action with its help.
final class KeyList {
    private static final int GRID_KEYS = 8;
    private static final int CACHE_KEYS = 3;

    private KeyList() {}

    /// Its content as a dialog.
    static Node of(ActionRegistry actions, Runnable close) {
        GridPane keys = new GridPane();
        keys.setHgap(16);
        keys.setVgap(5);
        ColumnConstraints first = new ColumnConstraints();
        first.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints help = new ColumnConstraints();
        help.setHgrow(Priority.ALWAYS);
        keys.getColumnConstraints().setAll(first, help);
        heading(keys, WindowTexts.ALL.get("keys.grid"));
        for (int i = 1; i <= GRID_KEYS; i++) {
            row(keys, WindowTexts.ALL.get("keys.grid." + i), WindowTexts.ALL.get("keys.grid." + i + ".help"));
        }
        heading(keys, WindowTexts.ALL.get("keys.cache"));
        for (int i = 1; i <= CACHE_KEYS; i++) {
            row(keys, WindowTexts.ALL.get("keys.cache." + i), WindowTexts.ALL.get("keys.cache." + i + ".help"));
        }
        String menu = "";
        for (Action action : actions.all()) {
            if (!action.shortcutText().isEmpty()) {
                if (!action.menu().equals(menu)) {
                    menu = action.menu();
                    heading(keys, actions.menuTitle(menu));
                }
                row(keys, action.shortcutText(), action.help());
            }
        }
        VBox body = new VBox(keys);
        body.getStyleClass().add("dialog-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setPrefViewportHeight(520);
        Button done = Parts.primary(WindowTexts.ALL.get("close"));
        done.setOnAction(_ -> close.run());
        VBox dialog = new VBox(Parts.row("dialog-head", Parts.label(WindowTexts.ALL.get("keys"), "title")), scroll,
                Parts.row("dialog-foot", Parts.spring(), done));
        dialog.setPrefWidth(640);
        return dialog;
    }

    private static void heading(GridPane keys, String text) {
        Label heading = Parts.label(text, "title");
        heading.setStyle("-fx-padding: 8 0 2 0");
        keys.add(heading, 0, keys.getRowCount(), 2, 1);
    }

    private static void row(GridPane keys, String key, String help) {
        Label text = new Label(help);
        text.setWrapText(true);
        keys.addRow(keys.getRowCount(), Parts.label(key, "key"), text);
    }
}
