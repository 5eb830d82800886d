package org.diopter.views.training;

import java.util.List;
import java.util.function.BiFunction;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.engine.lens.training.Recipe;
import org.diopter.views.kit.FormSection;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Switch;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// What a training is to do, at the right of the lens view. Locked while one runs.
public final class RecipePane extends ScrollPane {
    private static final Texts TEXTS = Texts.of(RecipePane.class);
    private static final int LONGEST = 2048;
    private static final int MOST_TOKENS = 1_000_000_000;
    private static final int MOST_MINUTES = 10_000;

    private final TrainingModel model;
    private final Acts acts;
    private final Label files = Parts.label("", "note");
    private final Segments<Recipe> recipe = new Segments<>(r -> TEXTS.get("recipe." + r), Recipe.FAST, Recipe.PAPER);
    private final Label packing = FormSection.note("");
    private final Label about = FormSection.note("");
    private final TextField layers = new TextField();
    private final NumberField tokens = new NumberField(TEXTS.get("tokens"), 1_000, MOST_TOKENS, TrainingForm.INITIAL.tokens());
    private final NumberField length = new NumberField(TEXTS.get("length"), 2, LONGEST, TrainingForm.INITIAL.length());
    private final NumberField seed = new NumberField(TEXTS.get("seed"), 0, Integer.MAX_VALUE, 0);
    private final NumberField minutes = new NumberField(TEXTS.get("minutes"), 0, MOST_MINUTES, 0);
    private final Switch early = new Switch(TEXTS.get("early"));
    private boolean reading = true;

    /// What the pane's buttons do that is not its own affair.
    public interface Acts {
        /// Asks for the text to train on.
        void chooseText();

        /// Begins the training.
        void start();
    }

    public RecipePane(TrainingModel model, Acts acts) {
        this.model = model;
        this.acts = acts;
        getStyleClass().add("inspector");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setContent(new VBox(recipeSection(), stopSection(), endSection()));
        listen();
        Watch.all(this::read, model.form());
    }

    private FormSection recipeSection() {
        Label locked = Parts.chip(TEXTS.get("locked"), "plain");
        locked.visibleProperty().bind(model.running());
        Button choose = Parts.small(TEXTS.get("choose-text"));
        choose.setOnAction(_ -> acts.chooseText());
        Button sample = Parts.small(TEXTS.get("sample-text"));
        sample.setOnAction(_ -> change((f, _) -> f.withFiles(List.of()), true));
        files.setWrapText(true);
        files.setMinHeight(USE_PREF_SIZE);
        packing.textProperty().bind(model.packing());
        packing.visibleProperty().bind(model.packing().isNotEmpty());
        packing.managedProperty().bind(packing.visibleProperty());
        Button start = Parts.primary(TEXTS.get("start"));
        start.setMaxWidth(Double.MAX_VALUE);
        start.setOnAction(_ -> acts.start());
        VBox fields = new VBox(files, Parts.row("form-row", choose, sample), row("recipe", recipe), about, row("layers", layers), row("tokens", tokens),
                row("length", length), row("seed", seed), start);
        fields.disableProperty().bind(model.running());
        FormSection section = new FormSection(TEXTS.get("recipe-title"), packing, fields);
        section.head().getChildren().addAll(Parts.spring(), locked);
        return section;
    }

    private FormSection stopSection() {
        VBox fields = new VBox(row("early", early), row("minutes", minutes), FormSection.note(TEXTS.get("not-finite")));
        fields.disableProperty().bind(model.running());
        return new FormSection(TEXTS.get("stop-title"), fields);
    }

    private static FormSection endSection() {
        return new FormSection(TEXTS.get("end-title"), FormSection.note(TEXTS.get("end")));
    }

    private static HBox row(String key, Node control) {
        return FormSection.row(TEXTS.get(key), control);
    }

    private void listen() {
        layers.setAccessibleText(TEXTS.get("layers"));
        recipe.value().subscribe(r -> change((f, value) -> f.withRecipe(value), r));
        layers.textProperty().subscribe(text -> change((f, value) -> f.withLayers(value), text));
        tokens.value().subscribe(n -> change((f, value) -> f.withTokens(value.intValue()), n));
        length.value().subscribe(n -> change((f, value) -> f.withLength(value.intValue()), n));
        seed.value().subscribe(n -> change((f, value) -> f.withSeed(value.intValue()), n));
        minutes.value().subscribe(n -> change((f, value) -> f.withMinutes(value.intValue()), n));
        early.selectedProperty().subscribe(on -> change((f, value) -> f.withStopsEarly(value), on));
    }

    private <T> void change(BiFunction<TrainingForm, T, TrainingForm> how, T value) {
        if (!reading) {
            model.form().set(how.apply(model.form().get(), value));
        }
    }

    /// Shows the form as it is.
    private void read() {
        reading = true;
        TrainingForm form = model.form().get();
        files.setText(form.files().isEmpty()
                ? TEXTS.get("text-sample")
                : TEXTS.get("text-files", form.files().size(), String.join(", ", form.files().stream().map(f -> String.valueOf(f.getFileName())).toList())));
        recipe.value().set(form.recipe());
        about.setText(TEXTS.get("about." + form.recipe()));
        if (!layers.getText().equals(form.layers())) {
            layers.setText(form.layers());
        }
        tokens.value().set(form.tokens());
        length.value().set(form.length());
        seed.value().set(form.seed());
        minutes.value().set(form.minutes());
        early.setSelected(form.stopsEarly());
        reading = false;
    }
}
