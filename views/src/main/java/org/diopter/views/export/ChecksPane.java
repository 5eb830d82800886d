package org.diopter.views.export;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.PageChecks;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// What was found on the page: what holds at the left, what to think about at the right. It forbids nothing.
final class ChecksPane extends VBox {
    private static final Texts TEXTS = Texts.of(ChecksPane.class);
    private static final double SIGN = 13;

    private final Label title = Parts.label("", "title");
    private final VBox passed = new VBox(5);
    private final VBox warned = new VBox(5);

    ChecksPane() {
        super(6);
        HBox both = new HBox(24, passed, warned);
        for (VBox side : new VBox[] {passed, warned}) {
            side.setPrefWidth(200);
            side.setMinWidth(0);
            HBox.setHgrow(side, Priority.ALWAYS);
        }
        getChildren().addAll(title, both);
        setMinHeight(USE_PREF_SIZE);
        setVisible(false);
    }

    /// @param widthMm the page's width
    void show(PageChecks checks, double widthMm) {
        setVisible(true);
        title.setText(TEXTS.get("checks", Numbers.fixed(widthMm, 0)));
        passed.getChildren().clear();
        warned.getChildren().clear();
        if (Double.isFinite(checks.smallestText())) {
            add(checks.smallestText() >= PageChecks.LEAST_TEXT - 1e-9, "check.text", Numbers.fixed(checks.smallestText(), 1));
        }
        if (Double.isFinite(checks.thinnestLine())) {
            add(checks.thinnestLine() >= PageChecks.LEAST_LINE, "check.line", Numbers.fixed(checks.thinnestLine(), 2));
        }
        // Rounded down, since it is a lower bound.
        checks.contrast().ifPresent(ratio -> add(ratio >= PageChecks.LEAST_CONTRAST, "check.contrast", Numbers.fixed(Math.floor(10 * ratio) / 10, 1)));
        if (checks.tokensLeftOut()) {
            add(false, "check.no-tokens");
        } else if (checks.shortened() > 0) {
            add(false, checks.shortened() == 1 ? "check.one-shortened" : "check.shortened", Numbers.count(checks.shortened()));
        } else {
            add(true, "check.whole");
        }
    }

    private void add(boolean holds, String key, Object... values) {
        Label text = Parts.label(TEXTS.get(key, values), "secondary");
        text.setWrapText(true);
        text.setMinWidth(0);
        HBox line = new HBox(8, (holds ? Icon.CHECK : Icon.WARNING).node(SIGN), text);
        line.getStyleClass().addAll("check", holds ? "ok" : "warn");
        (holds ? passed : warned).getChildren().add(line);
    }
}
