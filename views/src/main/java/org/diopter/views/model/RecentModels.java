package org.diopter.views.model;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// Models opened before; a missing one stays and can be located.
public final class RecentModels extends VBox {
    private static final Texts TEXTS = Texts.of(RecentModels.class);

    /// A line of the list.
    ///
    /// @param about layout, layers and size
    /// @param opened when it was opened last, in words
    /// @param missing whether its folder is no longer there
    public record Line(String name, String about, String opened, Path folder, boolean missing) {}

    /// What a click does.
    public interface Acts {
        void open(Path folder);

        /// Asks where a missing model is now.
        void locate(Path folder);

        void clear();
    }

    private final VBox lines = new VBox();
    private final Acts acts;

    public RecentModels(Acts acts) {
        this.acts = acts;
        Hyperlink clear = new Hyperlink(TEXTS.get("clear"));
        clear.getStyleClass().add("small-text");
        clear.setOnAction(_ -> acts.clear());
        getChildren().addAll(Parts.row("section-head", Parts.label(TEXTS.get("recent"), "title"), Parts.spring(), clear), lines);
        managedProperty().bind(visibleProperty());
        show(List.of());
    }

    /// Shows these models, the newest first.
    public void show(List<Line> models) {
        lines.getChildren().setAll(models.stream().map(line -> button(line, line.missing() ? acts::locate : acts::open)).toList());
        setVisible(!models.isEmpty());
    }

    private static Button button(Line line, Consumer<Path> act) {
        Label name = Parts.label(line.name(), line.missing() ? "faint" : "strong");
        HBox top = Parts.row("plain-row", name, Parts.spring(), Parts.label(line.opened(), "note"));
        HBox bottom = Parts.row("plain-row", Parts.label(line.about(), "note"), Parts.spring());
        if (line.missing()) {
            Label missing = Parts.label(TEXTS.get("not-found"), "warn-text");
            missing.getStyleClass().add("small-text");
            bottom.getChildren().add(missing);
        }
        VBox text = new VBox(top, bottom);
        Button button = new Button(null, text);
        button.getStyleClass().add("recent");
        button.setMaxWidth(Double.MAX_VALUE);
        text.prefWidthProperty().bind(button.widthProperty().subtract(24));
        button.setAccessibleText(line.name() + ", " + line.about() + (line.missing() ? ", " + TEXTS.get("not-found") : ""));
        button.setOnAction(_ -> act.accept(line.folder()));
        return button;
    }
}
