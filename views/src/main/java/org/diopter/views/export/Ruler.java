package org.diopter.views.export;

import java.util.Arrays;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.diopter.views.kit.Parts;

/// Millimetres along the upper edge of a page.
final class Ruler extends Pane {
    private static final double HEIGHT = 22;
    private static final double TALL = 7;
    private static final double SHORT = 4;
    private static final double LEAST_BETWEEN = 90;
    private static final int[] STEPS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};
    private static final double LABEL = 60;

    private final double scale;

    /// @param scale of the window's text
    Ruler(double scale) {
        this.scale = scale;
        getStyleClass().add("ruler");
        setMinHeight(height());
        setPrefHeight(height());
        setMaxHeight(height());
    }

    /// How high it is, pixels.
    double height() {
        return scale * HEIGHT;
    }

    /// How far the names at its ends stand out, pixels.
    double beside() {
        return scale * LABEL / 2;
    }

    /// @param millimetres the page's width
    /// @param width the same on the screen, pixels
    void measure(double millimetres, double width) {
        setMinWidth(width);
        setPrefWidth(width);
        setMaxWidth(width);
        getChildren().clear();
        double pixel = width / millimetres;
        int labelled = Arrays.stream(STEPS).filter(step -> step * pixel >= scale * LEAST_BETWEEN).findFirst().orElse(STEPS[STEPS.length - 1]);
        for (int mm = 0; mm <= millimetres; mm += Math.max(1, labelled / 5)) {
            boolean named = mm % labelled == 0 && (mm == 0 || (millimetres - mm) * pixel >= scale * LABEL);
            mark(mm * pixel, named ? TALL : SHORT);
            if (named) {
                name(Integer.toString(mm), mm * pixel);
            }
        }
        mark(width, TALL);
        name(Math.round(millimetres) + " mm", width);
    }

    private void mark(double x, double height) {
        Region mark = new Region();
        mark.getStyleClass().add("mark");
        mark.resizeRelocate(Math.round(x) - (x > 0 ? 1 : 0), height() - height, 1, height);
        mark.setManaged(false);
        getChildren().add(mark);
    }

    private void name(String text, double x) {
        Label name = Parts.label(text, "axis");
        name.setAlignment(Pos.CENTER);
        name.resizeRelocate(Math.round(x - beside()), 0, 2 * beside(), height() - TALL - 1);
        name.setManaged(false);
        getChildren().add(name);
    }
}
