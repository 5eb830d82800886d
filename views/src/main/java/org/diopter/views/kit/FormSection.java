package org.diopter.views.kit;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A section of a form: a title, and under it rows of a name and a control.
public final class FormSection extends VBox {
    private static final double FIELD = 118;

    private final HBox head;

    public FormSection(String title, Node... content) {
        head = Parts.row("section-head", Parts.label(title, "title"));
        VBox body = new VBox(content);
        body.getStyleClass().add("section-body");
        getStyleClass().add("section");
        getChildren().setAll(head, body);
    }

    /// The row of the title, to which marks can be added.
    public HBox head() {
        return head;
    }

    /// A control behind its name.
    public static HBox row(String name, Node control) {
        Label label = Parts.label(name, "wide-form-label");
        label.setLabelFor(control);
        if (control instanceof TextField field) {
            field.setPrefWidth(FIELD);
        }
        return Parts.row("form-row", label, control);
    }

    /// A sentence between rows.
    public static Label note(String text) {
        Label label = Parts.label(text, "note");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
