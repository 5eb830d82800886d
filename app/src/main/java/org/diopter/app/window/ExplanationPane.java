package org.diopter.app.window;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.diopter.app.action.Action;
import org.diopter.views.kit.Parts;

/// Says what the view in front shows and how it is read.
final class ExplanationPane extends VBox {
    private static final double WIDTH = 560;
    private static final double MOST_HEIGHT = 520;

    /// @param title of the view
    /// @param paragraphs in their order
    /// @param keys lists all keys
    ExplanationPane(String title, List<Explanations.Paragraph> paragraphs, Action keys, Runnable close) {
        setId("explanation");
        VBox body = new VBox();
        body.getStyleClass().add("dialog-body");
        body.setSpacing(4);
        for (Explanations.Paragraph paragraph : paragraphs) {
            Label heading = Parts.label(paragraph.title(), "title");
            heading.setStyle("-fx-padding: 6 0 0 0");
            Label text = new Label(paragraph.text());
            text.setWrapText(true);
            text.setMinHeight(USE_PREF_SIZE);
            body.getChildren().addAll(heading, text);
        }
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MOST_HEIGHT);
        Button all = new Button(WindowTexts.ALL.get("explanation.keys", keys.shortcutText()));
        all.setOnAction(_ -> keys.fire());
        Button done = Parts.primary(WindowTexts.ALL.get("close"));
        done.setOnAction(_ -> close.run());
        getChildren().setAll(Parts.row("dialog-head", Parts.label(title, "title")), scroll, Parts.row("dialog-foot", all, Parts.spring(), done));
        setPrefWidth(WIDTH);
    }
}
