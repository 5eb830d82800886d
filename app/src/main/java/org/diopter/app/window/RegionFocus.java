package org.diopter.app.window;

import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.diopter.views.kit.Focus;

/// F6 and Shift F6: the focus moves from region to region, to the first node of each that takes it.
record RegionFocus(Scene scene, Supplier<List<Node>> regions) {

    void move(int by) {
        List<Node> all = regions.get();
        int here = 0;
        for (int i = 0; i < all.size(); i++) {
            if (Focus.isWithin(scene.getFocusOwner(), all.get(i))) {
                here = i;
            }
        }
        for (int step = 1; step <= all.size(); step++) {
            if (Focus.moveInto(all.get(Math.floorMod(here + by * step, all.size())))) {
                return;
            }
        }
    }
}
