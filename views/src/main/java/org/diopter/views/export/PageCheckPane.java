package org.diopter.views.export;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.PageCheck;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.jspecify.annotations.Nullable;

/// What journals ask of a page, and whether it is so. It says and never blocks.
final class PageCheckPane extends VBox {
    private static final Texts TEXTS = Texts.of(PageCheckPane.class);

    PageCheckPane() {
        super(4);
        setId("page-check");
        setMinHeight(USE_PREF_SIZE);
    }

    /// @param check null while there is no page
    /// @param widthMm of the page
    void show(@Nullable PageCheck check, double widthMm) {
        getChildren().clear();
        if (check == null) {
            return;
        }
        getChildren().add(Parts.label(TEXTS.get("checks", Numbers.fixed(widthMm, 0)), "title"));
        if (Double.isFinite(check.smallestText())) {
            getChildren().add(line(check.textIsLargeEnough(), TEXTS.get("check.text", Numbers.fixed(check.smallestText(), 1), Numbers.fixed(PageCheck.LEAST_TEXT, 0))));
        }
        if (Double.isFinite(check.thinnestLine())) {
            getChildren().add(line(check.linesAreWideEnough(), TEXTS.get("check.line", Numbers.fixed(check.thinnestLine(), 2), Numbers.fixed(PageCheck.LEAST_LINE, 2))));
        }
        if (check.shortened() > 0) {
            getChildren().add(line(false, TEXTS.get(check.shortened() == 1 ? "check.shortened-one" : "check.shortened", check.shortened())));
        }
    }

    private static HBox line(boolean good, String text) {
        Label sentence = Parts.label(text, good ? "secondary" : "warn-text");
        sentence.setWrapText(true);
        HBox line = Parts.row("plain-row", (good ? Icon.CHECK : Icon.WARNING).node(13), sentence);
        line.getStyleClass().add(good ? "good" : "doubtful");
        return line;
    }
}
