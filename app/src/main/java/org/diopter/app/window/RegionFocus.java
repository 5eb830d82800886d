package org.diopter.app.window;

import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;

/// F6 and Shift F6: the focus moves from region to region, to the first node of each that takes it.
record RegionFocus(Scene scene, Supplier<List<Node>> regions) {

    void move(int by) {
        List<Node> all = regions.get();
        int here = 0;
        for (int i = 0; i < all.size(); i++) {
            if (isInside(scene.getFocusOwner(), all.get(i))) {
                here = i;
            }
        }
        for (int step = 1; step <= all.size(); step++) {
            if (focusFirst(all.get(Math.floorMod(here + by * step, all.size())))) {
                return;
            }
        }
    }

    private static boolean isInside(Node node, Node region) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n == region) {
                return true;
            }
        }
        return false;
    }

    private static boolean focusFirst(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return false;
        }
        if (node.isFocusTraversable()) {
            node.requestFocus();
            return true;
        }
        return node instanceof Parent parent && parent.getChildrenUnmodifiable().stream().anyMatch(RegionFocus::focusFirst);
    }
}
