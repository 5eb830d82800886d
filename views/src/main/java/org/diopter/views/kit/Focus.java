package org.diopter.views.kit;

import javafx.scene.Node;
import javafx.scene.Parent;
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
