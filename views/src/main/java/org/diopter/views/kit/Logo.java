package org.diopter.views.kit;

import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.transform.Scale;

/// The program's mark: a ray bent by a lens, on a field of 22 × 22.
public final class Logo {
    private static final double FIELD = 22;
    private static final String LENS = "M11 1.5c4.6 5 4.6 14 0 19c-4.6-5-4.6-14 0-19z";
    private static final String RAY = "M1 6h7.6L20.5 11 8.6 16H1";

    private Logo() {}

    /// A new node that shows the mark.
    ///
    /// @param size side length, pixels
    public static Node node(double size) {
        Pane field = new Pane(
                shape(LENS, "logo-lens"), shape(RAY, "logo-ray"));
        field.setMinSize(size, size);
        field.setPrefSize(size, size);
        field.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        field.getChildren().forEach(path -> path.getTransforms().add(new Scale(size / FIELD, size / FIELD)));
        return Icon.scaled(field);
    }

    /// The mark as a picture, for the system's task bar. FX thread.
    public static Image picture(int size) {
        SVGPath lens = shape(LENS, "logo-lens");
        // No style sheet reaches what is in no scene.
        paint(lens, Color.web("#E7EFFC"), Color.web("#1D5FD1"), 1.6);
        SVGPath ray = shape(RAY, "logo-ray");
        paint(ray, Color.TRANSPARENT, Color.web("#B93C07"), 1.4);
        Pane field = new Pane(lens, ray);
        field.resize(FIELD, FIELD);
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setTransform(new Scale(size / FIELD, size / FIELD));
        return field.snapshot(parameters, new WritableImage(size, size));
    }

    private static void paint(SVGPath shape, Color fill, Color stroke, double width) {
        shape.setFill(fill);
        shape.setStroke(stroke);
        shape.setStrokeWidth(width);
        shape.setStrokeLineJoin(StrokeLineJoin.ROUND);
    }

    private static SVGPath shape(String path, String styleClass) {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add(styleClass);
        shape.setManaged(false);
        return shape;
    }
}
