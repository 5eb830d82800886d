package org.diopter.app.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeTableView;
import javafx.scene.text.Text;
import org.diopter.views.kit.Legend;

/// Looks through all that is seen of a window for what is cut off or cannot be read out. FX thread.
final class WindowAudit {
    /// Tokens, pieces of texts and provenance are as long as they are.
    private static final Set<String> DATA = Set.of("token", "faint", "provenance");
    private static final double SLACK = 1;

    private final Node window;

    WindowAudit(Node window) {
        this.window = window;
    }

    /// Texts of the window's own that end in an ellipsis and are nowhere whole.
    List<String> cutTexts() {
        return seen(node -> node instanceof Labeled labeled && isCut(labeled)).stream().map(WindowAudit::name).toList();
    }

    private static boolean isCut(Labeled labeled) {
        if (labeled instanceof IndexedCell || labeled.getStyleClass().stream().anyMatch(DATA::contains) || labeled.getText() == null
                || isWholeInTooltip(labeled)) {
            return false;
        }
        return labeled.getChildrenUnmodifiable().stream()
                .anyMatch(child -> child instanceof Text text && text.isVisible() && !text.getText().equals(labeled.getText())
                        && text.getText().endsWith(labeled.getEllipsisString()));
    }

    /// A button's name is read before it is pressed: it has to be seen at once.
    private static boolean isWholeInTooltip(Labeled labeled) {
        return labeled instanceof Label && labeled.getTooltip() != null && labeled.getTooltip().getText().contains(labeled.getText());
    }

    /// Controls and legends that lie outside the window or the pane that holds them, where nothing scrolls to them.
    List<String> unseenControls() {
        Bounds whole = window.localToScene(window.getLayoutBounds());
        return seen(node -> (node instanceof Control && node.isFocusTraversable() || node instanceof Legend) && !isScrolled(node)
                        && !isWithin(room(whole, node), node)).stream()
                .map(node -> name(node) + " at " + place(node))
                .toList();
    }

    private static boolean isWithin(Bounds whole, Node node) {
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        return bounds.getWidth() >= SLACK && bounds.getHeight() >= SLACK && bounds.getMinX() >= whole.getMinX() - SLACK && bounds.getMinY() >= whole.getMinY() - SLACK
                && bounds.getMaxX() <= whole.getMaxX() + SLACK && bounds.getMaxY() <= whole.getMaxY() + SLACK;
    }

    /// What the panes around a node let be seen.
    private static Bounds room(Bounds whole, Node node) {
        Bounds room = whole;
        for (Parent p = node.getParent(); p != null; p = p.getParent()) {
            if (p.getClip() != null) {
                room = common(room, p.localToScene(p.getClip().getBoundsInParent()));
            }
        }
        return room;
    }

    private static Bounds common(Bounds one, Bounds other) {
        double left = Math.max(one.getMinX(), other.getMinX());
        double top = Math.max(one.getMinY(), other.getMinY());
        return new BoundingBox(left, top, Math.max(0, Math.min(one.getMaxX(), other.getMaxX()) - left),
                Math.max(0, Math.min(one.getMaxY(), other.getMaxY()) - top));
    }

    private static boolean isScrolled(Node node) {
        for (Parent p = node.getParent(); p != null; p = p.getParent()) {
            if (p instanceof ScrollPane || p instanceof TableView || p instanceof TreeTableView) {
                return true;
            }
        }
        return false;
    }

    /// What takes the focus and has no name or no role for a screen reader.
    List<String> unnamed() {
        return seen(node -> node.isFocusTraversable() && (!isNamed(node) || node.getAccessibleRole() == AccessibleRole.NODE
                || node.getAccessibleRole() == AccessibleRole.PARENT)).stream().map(node -> name(node) + ", " + node.getAccessibleRole()).toList();
    }

    private static boolean isNamed(Node node) {
        boolean own = node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
        boolean text = node instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isBlank();
        boolean label = node.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY) != null;
        // What holds other controls is read out as the one that has the focus within it.
        boolean holder = node instanceof ScrollPane;
        return own || label || holder || (text && !(node instanceof TextInputControl));
    }

    /// Everything visible that a condition holds for; skins' inner parts are the control's own affair.
    List<Node> seen(Predicate<Node> wanted) {
        List<Node> found = new ArrayList<>();
        collect(window, wanted, found);
        return found;
    }

    private static void collect(Node node, Predicate<Node> wanted, List<Node> found) {
        if (!node.isVisible()) {
            return;
        }
        if (wanted.test(node)) {
            found.add(node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, wanted, found));
        }
    }

    private static String name(Node node) {
        String text = node instanceof Labeled labeled ? "‘" + labeled.getText() + "’ " : "";
        return text + node.getClass().getSimpleName() + node.getStyleClass() + " in "
                + (node.getParent() == null ? "" : node.getParent().getClass().getSimpleName() + node.getParent().getStyleClass());
    }

    private static String place(Node node) {
        Bounds b = node.localToScene(node.getLayoutBounds());
        return "%.0f, %.0f, %.0f × %.0f".formatted(b.getMinX(), b.getMinY(), b.getWidth(), b.getHeight());
    }
}
