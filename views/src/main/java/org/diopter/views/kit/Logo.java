package org.diopter.views.kit;

import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// The program's mark: a ray bent by a lens, on a field of 22 × 22.
public final class Logo {
    private static final double FIELD = 22;

    private Logo() {}

    /// A new node that shows the mark.
    ///
    /// @param size side length, pixels
    public static Node node(double size) {
        Pane field = new Pane(
                shape("M11 1.5c4.6 5 4.6 14 0 19c-4.6-5-4.6-14 0-19z", "logo-lens"), shape("M1 6h7.6L20.5 11 8.6 16H1", "logo-ray"));
        field.setMinSize(size, size);
        field.setPrefSize(size, size);
        field.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        field.getChildren().forEach(path -> path.getTransforms().add(new Scale(size / FIELD, size / FIELD)));
        return field;
    }

    private static SVGPath shape(String path, String styleClass) {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add(styleClass);
        shape.setManaged(false);
        return shape;
    }
}
