package org.diopter.app.window;

import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.diopter.views.edits.Runs;
import org.diopter.views.edits.Show;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;

/// Switches all views between the run without edits, A, the one with them, B, their difference, and both beside each other.
final class ShowSwitch extends HBox {
    ShowSwitch(Runs runs) {
        getStyleClass().add("show-row");
        setMaxHeight(USE_PREF_SIZE);
        Segments<Show> segments = new Segments<>(show -> WindowTexts.ALL.get("show." + show), Show.values());
        segments.getStyleClass().add("show-switch");
        segments.setAccessibleText(WindowTexts.ALL.get("show"));
        for (Show show : Show.values()) {
            ToggleButton button = segments.button(show);
            button.setTooltip(new Tooltip(WindowTexts.ALL.get("show." + show + ".help")));
            if (show.needsEdits()) {
                button.disableProperty().bind(runs.editing().not());
            }
        }
        segments.button(Show.EDITED).getStyleClass().add("edited");
        runs.show().subscribe(segments.value()::set);
        segments.value().subscribe((_, chosen) -> {
            if (chosen != runs.show().get()) {
                runs.wanted().set(chosen);
            }
        });
        Tooltip none = new Tooltip(WindowTexts.ALL.get("show.none"));
        runs.editing().subscribe(editing -> {
            if (editing) {
                Tooltip.uninstall(this, none);
            } else {
                Tooltip.install(this, none);
            }
        });
        getChildren().addAll(Parts.label(WindowTexts.ALL.get("show"), "faint"), segments);
        setMinWidth(USE_PREF_SIZE);
    }
}
