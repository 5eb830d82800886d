package org.diopter.app.window;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.event.EventTarget;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import org.diopter.app.action.ActionRegistry;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.LegendFigure;
import org.diopter.views.figure.TableFormat;
import org.diopter.views.kit.FigureView;

/// The menu of every figure that has none of its own, by a right click or Shift F10: export it, or copy it as a picture or as numbers.
final class FigureMenu {
    private final ActionRegistry actions;
    private final WindowDialogs dialogs;
    private final Consumer<Figure> export;

    /// @param actions whose names the entries have; they act on the figure that was clicked
    /// @param export opens the export dialog
    FigureMenu(ActionRegistry actions, WindowDialogs dialogs, Consumer<Figure> export) {
        this.actions = actions;
        this.dialogs = dialogs;
        this.export = export;
    }

    /// Shows it for all figures of a window.
    void install(Node root) {
        root.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> figureView(event.getTarget()).ifPresent(view -> {
            Figure figure = view.shown().get();
            if (figure != null && !(figure instanceof LegendFigure)) {
                ContextMenu menu = of(figure);
                Point2D at = event.isKeyboardTrigger() ? view.localToScreen(0, view.getHeight() / 2) : new Point2D(event.getScreenX(), event.getScreenY());
                menu.show(view, at.getX(), at.getY());
                event.consume();
            }
        }));
    }

    /// Its entries for a figure.
    ContextMenu of(Figure figure) {
        ContextMenu menu = new ContextMenu(item("figure.export", () -> export.accept(figure)), new SeparatorMenuItem(),
                item("edit.copy-figure", () -> dialogs.copyPicture(figure)));
        for (TableFormat format : TableFormat.values()) {
            menu.getItems().add(item("edit.copy-" + format.ending(), () -> dialogs.copyNumbers(figure, format)));
        }
        return menu;
    }

    private MenuItem item(String action, Runnable act) {
        MenuItem item = new MenuItem(actions.get(action).title());
        item.setId(action);
        item.setOnAction(_ -> act.run());
        return item;
    }

    /// The figure that was clicked, or that is in what has the focus.
    private static Optional<FigureView> figureView(EventTarget target) {
        for (Node node = target instanceof Node clicked ? clicked : null; node != null; node = node.getParent()) {
            if (node instanceof FigureView view) {
                return Optional.of(view);
            }
        }
        return target instanceof Parent part ? within(part) : Optional.empty();
    }

    /// The only figure in a part of the window; where there are several it is none.
    private static Optional<FigureView> within(Parent part) {
        Set<Node> found = part.lookupAll(".figure-view");
        return found.size() == 1 ? Optional.of((FigureView) found.iterator().next()) : Optional.empty();
    }
}
