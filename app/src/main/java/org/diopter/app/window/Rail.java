package org.diopter.app.window;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.diopter.app.action.Action;
import org.diopter.views.kit.Icon;

/// The views at the window's left edge, and the settings at its foot.
final class Rail extends VBox {
    private static final double ICON = 18;

    private final Map<String, ToggleButton> buttons = new LinkedHashMap<>();

    /// @param desks the views from top to bottom
    /// @param current name of the view at the front
    Rail(List<Desk> desks, StringProperty current, Action settings) {
        getStyleClass().add("rail");
        ToggleGroup group = new ToggleGroup();
        for (Desk view : desks) {
            ToggleButton button = new ToggleButton(view.title(), view.icon().node(ICON));
            button.setId("rail-" + view.name());
            button.setToggleGroup(group);
            button.setTooltip(new Tooltip(WindowTexts.ALL.get("view.tooltip", view.help(), desks.indexOf(view) + 1)));
            button.setOnAction(_ -> {
                current.set(view.name());
                button.setSelected(true);
            });
            buttons.put(view.name(), button);
            getChildren().add(button);
        }
        Region room = new Region();
        VBox.setVgrow(room, Priority.ALWAYS);
        Button foot = new Button(WindowTexts.ALL.get("settings"), Icon.SETTINGS.node(ICON));
        foot.setTooltip(new Tooltip(settings.help()));
        foot.setOnAction(_ -> settings.fire());
        getChildren().addAll(room, foot);
        current.subscribe(name -> {
            if (buttons.containsKey(name)) {
                buttons.get(name).setSelected(true);
            }
        });
    }
}
