package org.diopter.views.kit;

import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The small parts that views are made of, each with its style class.
public final class Parts {
    private static final double ICON = 15;

    private Parts() {}

    /// A text with a style class.
    public static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }

    /// A text that shrinks where there is little room, and is whole in its tooltip.
    public static Label shrinking(Label label) {
        label.setMinWidth(0);
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(label.textProperty());
        label.tooltipProperty().bind(label.textProperty().map(text -> text.isEmpty() ? null : whole));
        return label;
    }

    /// A text with a capital at its beginning.
    public static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /// A rounded mark on grey or on the colour of its kind: `ok`, `accent`, `warn`, `err`, `plain`.
    public static Label chip(String text, String kind) {
        Label chip = new Label(text);
        chip.getStyleClass().addAll("chip", kind);
        chip.setMinWidth(Region.USE_PREF_SIZE);
        return chip;
    }

    /// A button that is an icon.
    ///
    /// @param name what it does, for the tooltip and a screen reader
    public static Button iconButton(Icon icon, String name) {
        Button button = new Button(null, icon.node(ICON));
        button.getStyleClass().add("icon-button");
        button.setTooltip(new Tooltip(name));
        button.setAccessibleText(name);
        return button;
    }

    /// A button with an icon that stays pressed.
    ///
    /// @param name what it switches, for the tooltip and a screen reader
    public static ToggleButton iconToggle(Icon icon, String name) {
        ToggleButton button = new ToggleButton(null, icon.node(ICON));
        button.getStyleClass().add("icon-button");
        button.setTooltip(new Tooltip(name));
        button.setAccessibleText(name);
        return button;
    }

    /// The button for the most likely next step.
    public static Button primary(String text) {
        Button button = new Button(text);
        button.getStyleClass().add("primary");
        return button;
    }

    /// A small button, as in a pane's header.
    public static Button small(String text) {
        Button button = new Button(text);
        button.getStyleClass().add("small");
        return button;
    }

    /// A row of nodes with the style class.
    public static HBox row(String styleClass, Node... nodes) {
        HBox row = new HBox(nodes);
        row.getStyleClass().add(styleClass);
        return row;
    }

    /// Takes the room that is left in a row.
    public static Region spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    /// A short line between groups of a tool bar.
    public static Region divider() {
        Region divider = new Region();
        divider.getStyleClass().add("divider");
        return divider;
    }
}
