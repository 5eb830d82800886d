package org.diopter.views.kit;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.TraversalDirection;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// Where the keyboard's focus is, and how it gets into a part of the window.
public final class Focus {
    private Focus() {}

    /// Whether a node is a part of another, or the other itself.
    public static boolean isWithin(@Nullable Node node, Node part) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n.equals(part)) {
                return true;
            }
        }
        return false;
    }

    /// Lets Tab lead out of a text, as it does everywhere else; with Ctrl it is written.
    public static void leaveByTab(TextArea text) {
        text.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.TAB && !event.isShortcutDown()) {
                text.requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
                event.consume();
            } else if (event.getCode() == KeyCode.TAB && text.isEditable()) {
                text.replaceSelection("\t");
                event.consume();
            }
        });
    }

    /// Gives the focus to the first node of a part that takes it.
    ///
    /// @return whether there was one
    public static boolean moveInto(Node part) {
        if (!part.isVisible() || part.isDisabled()) {
            return false;
        }
        if (part.isFocusTraversable()) {
            part.requestFocus();
            return true;
        }
        return part instanceof Parent parent && parent.getChildrenUnmodifiable().stream().anyMatch(Focus::moveInto);
    }
}
