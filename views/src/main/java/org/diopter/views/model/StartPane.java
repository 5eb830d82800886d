package org.diopter.views.model;

import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Logo;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// The left pane of a first start: what the program does, where to drop a model, recent models, and what this computer can hold.
public final class StartPane extends VBox {
    private static final Texts TEXTS = Texts.of(StartPane.class);

    private final GridPane computer = new GridPane();

    public StartPane(String version, RecentModels recent, Runnable openFolder, Runnable openFile, Runnable getModel) {
        getStyleClass().add("left-pane");
        Region room = new Region();
        VBox.setVgrow(room, Priority.ALWAYS);
        recent.setStyle("-fx-padding: 4 4 0 4");
        getChildren().addAll(intro(version), drop(openFolder, openFile, getModel), recent, room, computer());
    }

    private static Node intro(String version) {
        VBox name = new VBox(Parts.label("Diopter", "program-name"), Parts.label(version, "faint"));
        HBox head = Parts.row("plain-row", Logo.node(30), name);
        Label text = Parts.label(TEXTS.get("intro"), "secondary");
        text.setWrapText(true);
        VBox intro = new VBox(head, text);
        intro.setStyle("-fx-padding: 20 16 14 16; -fx-spacing: 12");
        return intro;
    }

    private static Node drop(Runnable openFolder, Runnable openFile, Runnable getModel) {
        Label hint = Parts.label(TEXTS.get("drop-hint"), "note");
        hint.setWrapText(true);
        HBox head = Parts.row("plain-row", Icon.FOLDER.node(20), new VBox(Parts.label(TEXTS.get("drop"), "strong"), hint));
        head.getStyleClass().add("accent");
        Button folder = Parts.primary(TEXTS.get("open"));
        folder.setOnAction(_ -> openFolder.run());
        Button file = new Button(TEXTS.get("open-file"));
        file.setOnAction(_ -> openFile.run());
        HBox open = new HBox(8, folder, file);
        for (Button half : new Button[] {folder, file}) {
            half.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(half, Priority.ALWAYS);
        }
        Button get = new Button(TEXTS.get("get-model"));
        get.setMaxWidth(Double.MAX_VALUE);
        get.setOnAction(_ -> getModel.run());
        VBox field = new VBox(head, open, get);
        field.getStyleClass().add("drop-field");
        VBox.setMargin(field, new javafx.geometry.Insets(0, 16, 0, 16));
        return field;
    }

    private Node computer() {
        computer.setHgap(8);
        computer.setVgap(3);
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        computer.getColumnConstraints().setAll(names, new ColumnConstraints());
        VBox box = new VBox(Parts.label(TEXTS.get("computer"), "note"), computer);
        box.setStyle("-fx-padding: 12 16 12 16; -fx-spacing: 6; -fx-border-color: -d-line2 transparent transparent transparent");
        return box;
    }

    /// Shows what is known of this computer, in order: name and value.
    public void showComputer(Map<String, String> facts) {
        computer.getChildren().clear();
        int row = 0;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            Label value = Parts.label(fact.getValue(), "secondary");
            value.setWrapText(true);
            value.setMaxWidth(150);
            computer.addRow(row++, Parts.label(fact.getKey(), "secondary"), value);
        }
    }
}
