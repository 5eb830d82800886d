package org.diopter.views.kit;

import javafx.scene.AccessibleRole;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;

/// A small switch, on or off. Its text is read out and not shown.
public final class Switch extends ToggleButton {
    /// @param name what it switches, for a screen reader
    public Switch(String name) {
        Region thumb = new Region();
        thumb.getStyleClass().add("thumb");
        thumb.setMouseTransparent(true);
        setGraphic(thumb);
        getStyleClass().setAll("switch");
        setAccessibleRole(AccessibleRole.CHECK_BOX);
        setAccessibleText(name);
    }
}
