package org.diopter.views.directions;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.engine.causal.BasisCost;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// What a search for directions is to do, and what it will take: the content of a dialog.
public final class ExtractPane extends VBox {
    private static final Texts TEXTS = Texts.of(ExtractPane.class);
    private static final double WIDTH = 400;
    private static final double FIELD = 90;

    private final DirectionsModel model;
    private final Acts acts;
    private final Label files = Parts.label("", "note");
    private final Label estimate = Parts.label("", "plain");
    private final TextField layers = new TextField();
    private final NumberField directions = new NumberField(TEXTS.get("count"), 1, 1024, ExtractForm.INITIAL.directions());
    private final NumberField states = new NumberField(TEXTS.get("states"), 2, 65_536, ExtractForm.INITIAL.states());
    private final NumberField restarts = new NumberField(TEXTS.get("restarts"), 0, 100, ExtractForm.INITIAL.restarts());
    private final NumberField seed = new NumberField(TEXTS.get("seed"), 0, Integer.MAX_VALUE, ExtractForm.INITIAL.seed());
    private final Button start = Parts.primary(TEXTS.get("extract"));

    /// What the pane's buttons do, and what a search takes.
    public interface Acts {
        /// Asks for the text that states are taken from.
        void chooseText();

        void start();

        void close();

        /// What a layer's search takes of the open model.
        BasisCost cost(BasisPlan plan);

        /// How long that takes here, seconds.
        double seconds(BasisCost cost);
    }

    public ExtractPane(DirectionsModel model, Acts acts) {
        this.model = model;
        this.acts = acts;
        getStyleClass().add("extract-pane");
        setPrefWidth(WIDTH);
        files.setWrapText(true);
        estimate.setWrapText(true);
        estimate.setMinHeight(USE_PREF_SIZE);
        layers.setAccessibleText(TEXTS.get("layers"));
        Button choose = Parts.small(TEXTS.get("choose-text"));
        choose.setOnAction(_ -> acts.chooseText());
        Button sample = Parts.small(TEXTS.get("sample-text"));
        sample.setOnAction(_ -> model.form().set(model.form().get().withFiles(List.of())));
        Button close = new Button(TEXTS.get("close"));
        close.setCancelButton(true);
        close.setOnAction(_ -> acts.close());
        start.setDefaultButton(true);
        start.setOnAction(_ -> acts.start());
        Label position = Parts.label(TEXTS.get("without-first"), "note");
        position.setWrapText(true);
        position.setMinHeight(USE_PREF_SIZE);
        getChildren().setAll(
                Parts.label(TEXTS.get("extract-title"), "state-title"),
                row("layers", "layers-note", layers),
                row("count", "count-note", directions),
                row("states", "states-note", states),
                row("restarts", "restarts-note", restarts),
                row("seed", "seed-note", seed),
                files,
                Parts.row("form-row", choose, sample),
                position,
                estimate,
                Parts.row("button-row", Parts.spring(), close, start));
        listen(layers.textProperty(), text -> text, ExtractForm::withLayers);
        listen(directions.value(), Number::intValue, ExtractForm::withDirections);
        listen(states.value(), Number::intValue, ExtractForm::withStates);
        listen(restarts.value(), Number::intValue, ExtractForm::withRestarts);
        listen(seed.value(), Number::intValue, ExtractForm::withSeed);
        Watch.all(this::read, model.form());
        Watch.all(this::estimate, model.form(), model.settings(), model.last(), model.search());
    }

    private <S, T> void listen(javafx.beans.value.ObservableValue<S> value, Function<S, T> read, BiFunction<ExtractForm, T, ExtractForm> with) {
        value.subscribe((_, now) -> model.form().set(with.apply(model.form().get(), read.apply(now))));
    }

    private static HBox row(String key, String note, Node control) {
        Label name = Parts.label(TEXTS.get(key), "wide-form-label");
        name.setLabelFor(control);
        if (control instanceof TextField field) {
            field.setPrefWidth(FIELD);
        }
        return Parts.row("form-row", name, control, Parts.label(TEXTS.get(note), "note"));
    }

    /// Shows the form as it is.
    private void read() {
        ExtractForm form = model.form().get();
        if (!layers.getText().equals(form.layers())) {
            layers.setText(form.layers());
        }
        directions.value().set(form.directions());
        states.value().set(form.states());
        restarts.value().set(form.restarts());
        seed.value().set(form.seed());
        files.setText(form.files().isEmpty()
                ? TEXTS.get("text-sample")
                : TEXTS.get("text-files", String.join(", ", form.files().stream().map(file -> String.valueOf(file.getFileName())).toList())));
    }

    private void estimate() {
        boolean running = model.search().get() instanceof SearchPhase.Running;
        start.setDisable(true);
        if (model.last().get() < 0) {
            estimate.setText("");
            return;
        }
        try {
            List<BasisPlan> plans = model.form().get().plans(model.settings().get().mode(), model.last().get());
            BasisCost cost = acts.cost(plans.getFirst()).times(plans.size());
            long millis = Math.max(1000, Math.round(1000 * acts.seconds(cost)));
            estimate.setText(TEXTS.get("estimate", plans.size(), Numbers.duration(millis), Numbers.bytes(cost.bytes())));
            start.setDisable(running);
        } catch (UnusableInputException wrong) {
            estimate.setText(wrong.sentence());
        }
    }
}
