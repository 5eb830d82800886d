package org.diopter.views.kit;

import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// The program's icons, drawn on a field of 16 × 16 with a line of 1.35. Their colour is the style sheet's: a selected button colours its own.
public enum Icon {
    TRAJECTORY("M2 13 6 9 9 11 14 3M2 2v12h12"),
    ATTENTION("M2 2v12h12zM2 6h4v8M2 10h8v4"),
    CACHE("M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h2M12 9h2M9 12h2M12 12h2M9 14h5"),
    LENS("M8 1.5c3 3.5 3 9.5 0 13c-3-3.5-3-9.5 0-13zM1 5.5l4 2.5-4 2.5M15 8h-4"),
    SETTINGS("M5.7 8a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0 -4.6 0M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4"
            + "M4.8 11.2l-1.4 1.4"),
    WARNING("M8 2 14.5 13.5h-13zM8 6.5v3.5M8 11.8v.2"),
    INFO("M2 8a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M8 7.5V11M8 5v.3"),
    CHECK("M3 8.5l3.2 3L13 4.5"),
    CLOSE("M4 4l8 8M12 4l-8 8"),
    PLUS("M8 3v10M3 8h10"),
    MINUS("M3 8h10"),
    RUN("M5 3l8 5-8 5z", true),
    PAUSE("M4 3h3v10H4zM9 3h3v10H9z", true),
    COMPARE("M2 3h5v10H2zM9 3h5v10H9z"),
    ANOMALY("M8 2 14.5 13.5h-13zM8 6.5v3.5M8 11.8v.2"),
    LEFT("M10 3 5 8l5 5"),
    RIGHT("M6 3l5 5-5 5"),
    TRANSPOSE("M3 5h9M9 2l3 3-3 3M13 11H4M7 8l-3 3 3 3"),
    EXPORT("M8 10V2M5 5l3-3 3 3M3 10v4h10v-4"),
    OWN_WINDOW("M2 5h9v9H2zM6 2h8v8"),
    VALUES("M3 5.5 4.8 4v8M8 5.2a2 2 0 1 1 3.6 1.2L8 12h4.2"),
    TABLE("M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 3v10"),
    PIN("M6 2h4l-.5 5L12 9.5H4L6.5 7zM8 9.5V14"),
    SEARCH("M3 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M10 10l4 4"),
    FOLDER("M2 4h4l2 2h6v7H2z"),
    RANK("M2 13V3M5 13V6M8 13V9M11 13v-2.5M14 13v-1.2"),
    DIRECTIONS("M3 13 13 3M13 3H8M13 3v5M3 13l9-2"),
    UNDO("M3 7h7a3.5 3.5 0 0 1 0 7H7M6 4 3 7l3 3"),
    REDO("M13 7H6a3.5 3.5 0 0 0 0 7h3M10 4l3 3-3 3"),
    HISTORY("M2.5 8a5.5 5.5 0 1 0 1.6-3.9L2.5 5.7M2.5 2v3.7h3.7M8 5v3.3l2.3 1.4"),
    GRIP("M6 4v.3M10 4v.3M6 8v.3M10 8v.3M6 12v.3M10 12v.3");

    private static final double FIELD = 16;

    private final String path;
    private final boolean filled;

    Icon(String path) {
        this(path, false);
    }

    Icon(String path, boolean filled) {
        this.path = path;
        this.filled = filled;
    }

    /// A new node that shows this icon.
    ///
    /// @param size side length, pixels
    public Node node(double size) {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add(filled ? "icon-filled" : "icon-line");
        shape.getTransforms().add(new Scale(size / FIELD, size / FIELD));
        shape.setManaged(false);
        Pane field = new Pane(shape);
        field.setMinSize(size, size);
        field.setPrefSize(size, size);
        field.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        return scaled(field);
    }

    /// What grows and shrinks with the text, together with the room that it takes.
    static Node scaled(Region field) {
        field.getStyleClass().add("icon");
        Group room = new Group(field);
        room.setMouseTransparent(true);
        return room;
    }
}
