package org.diopter.app.window;

import java.util.Set;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.diopter.app.job.Jobs;
import org.diopter.app.settings.Settings;
import org.diopter.model.store.ArtefactStore;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;

/// What is kept of earlier work, such as decompositions, for it need not be done again: how much it is, how much it may become, and a button that deletes it.
final class KeptResults extends HBox {
    private static final int MOST_GB = 10_000;
    /// What is no mere copy: weights that an open model may lie on, trainings that can be gone on with, bases that edits name.
    private static final Set<String> NEEDED = Set.of("unpacked-gguf", "lens-training", "less-training", "basis");

    private final ArtefactStore store;
    private final Jobs jobs;
    private final Label size = new Label();
    private final Button clear = Parts.small(WindowTexts.ALL.get("settings.clear"));

    KeptResults(Settings settings, ArtefactStore store, Jobs jobs) {
        this.store = store;
        this.jobs = jobs;
        getStyleClass().add("plain-row");
        setId("kept-results");
        NumberField most = new NumberField(WindowTexts.ALL.get("settings.store-most"), 1, MOST_GB, settings.storeGb().get());
        most.value().bindBidirectional(settings.storeGb());
        most.setPrefWidth(64);
        size.setMinWidth(USE_PREF_SIZE);
        clear.setMinWidth(USE_PREF_SIZE);
        clear.setOnAction(_ -> clear());
        getChildren().setAll(size, most, Parts.label("GB", "faint"), clear);
        measure();
    }

    private void measure() {
        jobs.start(WindowTexts.ALL.get("job.store-size"), _ -> store.size(), (_, bytes) -> show(bytes), (_, _) -> {});
    }

    private void clear() {
        jobs.start(WindowTexts.ALL.get("job.store-clear"), _ -> {
            store.clear(NEEDED);
            return store.size();
        }, (_, bytes) -> show(bytes), (_, _) -> measure());
    }

    private void show(long bytes) {
        size.setText(WindowTexts.ALL.get("settings.store-size", Numbers.bytes(bytes)));
        clear.setDisable(bytes == 0);
    }
}
