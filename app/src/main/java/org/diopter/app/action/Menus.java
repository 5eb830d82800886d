package org.diopter.app.action;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/// Menus made from the registry.
public final class Menus {
    private final ActionRegistry actions;

    public Menus(ActionRegistry actions) {
        this.actions = actions;
    }

    /// A menu bar: each menu holds its actions in the order of the registry.
    ///
    /// @param menus the names of the menus, from left to right
    /// @param groupStarts ids of the actions before which a line is drawn
    public MenuBar bar(List<String> menus, List<String> groupStarts) {
        MenuBar bar = new MenuBar();
        for (String name : menus) {
            Menu menu = new Menu(actions.menuTitle(name));
            for (Action action : actions.all()) {
                if (action.menu().equals(name)) {
                    if (groupStarts.contains(action.id())) {
                        menu.getItems().add(new SeparatorMenuItem());
                    }
                    menu.getItems().add(item(action));
                }
            }
            bar.getMenus().add(menu);
        }
        return bar;
    }

    /// Entries for a context menu. They show shortcuts but do not bind them a second time.
    public List<MenuItem> items(List<String> ids) {
        List<MenuItem> items = new ArrayList<>();
        for (String id : ids) {
            items.add(item(actions.get(id)));
        }
        return items;
    }

    private static MenuItem item(Action action) {
        MenuItem item = action.selected().<MenuItem>map(selected -> {
            CheckMenuItem check = new CheckMenuItem(action.title());
            check.selectedProperty().bindBidirectional(selected);
            return check;
        }).orElseGet(() -> {
            MenuItem plain = new MenuItem(action.title());
            plain.setOnAction(_ -> action.fire());
            return plain;
        });
        item.setId(action.id());
        item.disableProperty().bind(Bindings.not(action.enabled()));
        action.shortcut().ifPresent(item::setAccelerator);
        return item;
    }
}
