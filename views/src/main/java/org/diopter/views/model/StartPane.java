package org.diopter.views.model;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
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

    /// One thing that is known of this computer.
    ///
    /// @param why says more, where there is more to say
    public record Fact(String name, String value, Optional<Runnable> why) {}

    /// What its buttons do.
    public interface Acts {
        /// Asks for a model's folder.
        void openFolder();

        /// Asks for a model that is one file.
        void openFile();

        void openSession();

        /// Asks which model to download.
        void getModel();
    }

    public StartPane(String version, RecentModels recent, Acts acts) {
        getStyleClass().add("left-pane");
        Region room = new Region();
        VBox.setVgrow(room, Priority.ALWAYS);
        recent.setStyle("-fx-padding: 4 4 0 4");
        getChildren().addAll(intro(version), drop(acts), recent, room, computer());
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

    private static Node drop(Acts acts) {
        Label hint = Parts.label(TEXTS.get("drop-hint"), "note");
        hint.setWrapText(true);
        HBox head = Parts.row("plain-row", Icon.FOLDER.node(20), new VBox(Parts.label(TEXTS.get("drop"), "strong"), hint));
        head.getStyleClass().add("accent");
        Button folder = Parts.primary(TEXTS.get("open"));
        folder.setOnAction(_ -> acts.openFolder());
        Button file = new Button(TEXTS.get("open-file"));
        file.setOnAction(_ -> acts.openFile());
        Button session = new Button(TEXTS.get("open-session"));
        session.setOnAction(_ -> acts.openSession());
        Button get = new Button(TEXTS.get("get-model"));
        get.setOnAction(_ -> acts.getModel());
        VBox field = new VBox(head, row(folder, file), row(session, get));
        field.getStyleClass().add("drop-field");
        VBox.setMargin(field, new javafx.geometry.Insets(0, 16, 0, 16));
        return field;
    }

    /// Beside each other; the longer name gets the more room.
    private static HBox row(Button left, Button right) {
        HBox row = new HBox(8, left, right);
        for (Button half : new Button[] {left, right}) {
            half.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(half, Priority.ALWAYS);
        }
        return row;
    }

    private static Hyperlink link(Runnable why) {
        Hyperlink link = new Hyperlink(TEXTS.get("why"));
        link.setMinWidth(USE_PREF_SIZE);
        link.setOnAction(_ -> why.run());
        return link;
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
    public void showComputer(List<Fact> facts) {
        computer.getChildren().clear();
        int row = 0;
        for (Fact fact : facts) {
            Label value = Parts.label(fact.value(), "secondary");
            value.setWrapText(true);
            value.setMaxWidth(150);
            HBox line = Parts.row("plain-row", value);
            fact.why().ifPresent(why -> line.getChildren().add(link(why)));
            Label name = Parts.label(fact.name(), "secondary");
            name.setMinWidth(USE_PREF_SIZE);
            computer.addRow(row++, name, line);
        }
    }
}
