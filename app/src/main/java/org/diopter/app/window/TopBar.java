package org.diopter.app.window;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.diopter.app.action.Action;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Logo;
import org.diopter.views.kit.Parts;

/// Mark, menus, what is open, what is looked at, and the field that finds commands.
final class TopBar extends HBox {
    private final Label name = Parts.label("", "strong");
    private final Label about = Parts.label("", "faint");

    /// @param show what is looked at of the runs with and without edits
    TopBar(MenuBar menus, Node show, Action palette) {
        getStyleClass().add("top-bar");
        StackPane mark = new StackPane(Logo.node(22));
        mark.getStyleClass().add("mark");
        HBox session = Parts.row("session-name", name, about);
        HBox.setHgrow(session, Priority.ALWAYS);
        name.setMinWidth(0);
        about.setMinWidth(0);
        menus.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(mark, menus, session, show, commandField(palette));
    }

    /// What is open.
    ///
    /// @param what in bold
    /// @param more in grey behind it
    /// @param unsaved whether there is work that is not saved
    void show(String what, String more, boolean unsaved) {
        name.setText(what);
        about.setText((more.isEmpty() ? "" : " · " + more) + unsaved(unsaved));
    }

    /// Which session is open.
    ///
    /// @param ending of its file, in grey
    void showSession(String session, String ending, boolean unsaved) {
        name.setText(session);
        about.setText(ending + unsaved(unsaved));
    }

    private static String unsaved(boolean unsaved) {
        return unsaved ? " · " + WindowTexts.ALL.get("session.changes") : "";
    }

    private static Node commandField(Action palette) {
        Button field = new Button();
        field.getStyleClass().add("command-field");
        HBox content = Parts.row("plain-row", Icon.SEARCH.node(13), Parts.label(palette.title(), "faint"), Parts.spring(),
                Parts.label(palette.shortcutText(), "key"));
        content.prefWidthProperty().bind(field.widthProperty().subtract(18));
        field.setGraphic(content);
        field.setAccessibleText(palette.title());
        field.setOnAction(_ -> palette.fire());
        return field;
    }
}
