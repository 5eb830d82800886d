package org.diopter.views.kernels;

import java.util.List;
import java.util.function.BiFunction;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.model.UnusableInputException;
import org.diopter.views.kit.FormSection;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// What a training of kernels is to do, at the right of the cache view. Locked while one runs.
public final class KernelPane extends ScrollPane {
    private static final Texts TEXTS = Texts.of(KernelPane.class);
    private static final int MOST = 4096;
    private static final int MOST_PIECES = 10_000;

    private final KernelModel model;
    private final Acts acts;
    private final Label files = FormSection.note("");
    private final TextField policy = field("policy");
    private final TextField blocks = field("blocks");
    private final NumberField length = number("length", 2, MOST, KernelForm.INITIAL.length());
    private final NumberField pieces = number("pieces", 2, MOST_PIECES, KernelForm.INITIAL.pieces());
    private final NumberField hidden = number("hidden", 1, MOST, KernelForm.INITIAL.hidden());
    private final NumberField rank = number("rank", 1, MOST, KernelForm.INITIAL.rank());
    private final NumberField epochs = number("epochs", 1, MOST, KernelForm.INITIAL.epochs());
    private final NumberField batch = number("batch", 1, MOST, KernelForm.INITIAL.batch());
    private final TextField rate = field("rate");
    private final TextField dropout = field("dropout");
    private final NumberField seed = number("seed", 0, Integer.MAX_VALUE, 0);
    private final Label problem = Parts.label("", "err-text");
    private boolean reading = true;

    /// What the pane's buttons do that is not its own affair.
    public interface Acts {
        /// Asks for the text to train on.
        void chooseKernelText();

        /// The policy is that of the first form of the view.
        void takePolicy();

        /// Begins the training.
        void start();
    }

    public KernelPane(KernelModel model, Acts acts) {
        this.model = model;
        this.acts = acts;
        getStyleClass().add("inspector");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        problem.setWrapText(true);
        problem.managedProperty().bind(problem.visibleProperty());
        setContent(new VBox(textSection(), recipeSection(), new FormSection(TEXTS.get("end-title"), FormSection.note(TEXTS.get("end")))));
        listen();
        Watch.all(this::read, model.form());
        Watch.all(() -> check(model.form().get()), model.fit());
    }

    private FormSection textSection() {
        Label locked = Parts.chip(TEXTS.get("locked"), "plain");
        locked.visibleProperty().bind(model.running());
        Button take = Parts.small(TEXTS.get("take-policy"));
        take.setOnAction(_ -> acts.takePolicy());
        Button choose = Parts.small(TEXTS.get("choose-text"));
        choose.setOnAction(_ -> acts.chooseKernelText());
        Button sample = Parts.small(TEXTS.get("sample-text"));
        sample.setOnAction(_ -> change((form, _) -> form.withFiles(List.of()), true));
        VBox fields = new VBox(row("policy", policy), Parts.row("form-row", take), files, Parts.row("form-row", choose, sample), row("length", length),
                row("pieces", pieces));
        fields.disableProperty().bind(model.running());
        FormSection section = new FormSection(TEXTS.get("what-title"), fields);
        section.head().getChildren().addAll(Parts.spring(), locked);
        return section;
    }

    private FormSection recipeSection() {
        Button start = Parts.primary(TEXTS.get("start"));
        start.setId("train-kernels");
        start.setMaxWidth(Double.MAX_VALUE);
        start.setOnAction(_ -> acts.start());
        VBox fields = new VBox(row("blocks", blocks), row("rank", rank), row("hidden", hidden), row("epochs", epochs), row("batch", batch), row("rate", rate),
                row("dropout", dropout), row("seed", seed), problem, start);
        fields.disableProperty().bind(model.running());
        return new FormSection(TEXTS.get("recipe-title"), fields);
    }

    private static TextField field(String key) {
        TextField field = new TextField();
        field.setAccessibleText(TEXTS.get(key));
        return field;
    }

    private static NumberField number(String key, int least, int most, int initial) {
        return new NumberField(TEXTS.get(key), least, most, initial);
    }

    private static HBox row(String key, Node control) {
        return FormSection.row(TEXTS.get(key), control);
    }

    private void listen() {
        policy.textProperty().subscribe(text -> change(KernelForm::withPolicy, text));
        blocks.textProperty().subscribe(text -> change(KernelForm::withBlocks, text));
        rate.textProperty().subscribe(text -> change(KernelForm::withRate, text));
        dropout.textProperty().subscribe(text -> change(KernelForm::withDropout, text));
        follow(length, KernelForm::withLength);
        follow(pieces, KernelForm::withPieces);
        follow(hidden, KernelForm::withHidden);
        follow(rank, KernelForm::withRank);
        follow(epochs, KernelForm::withEpochs);
        follow(batch, KernelForm::withBatch);
        follow(seed, KernelForm::withSeed);
    }

    private void follow(NumberField field, BiFunction<KernelForm, Integer, KernelForm> how) {
        field.value().subscribe(number -> change(how, number.intValue()));
    }

    private <T> void change(BiFunction<KernelForm, T, KernelForm> how, T value) {
        if (!reading) {
            model.form().set(how.apply(model.form().get(), value));
        }
    }

    /// Shows the form as it is.
    private void read() {
        reading = true;
        KernelForm form = model.form().get();
        files.setText(form.files().isEmpty()
                ? TEXTS.get("text-sample")
                : TEXTS.get("text-files", form.files().size(), String.join(", ", form.files().stream().map(file -> String.valueOf(file.getFileName())).toList())));
        write(policy, form.policy());
        write(blocks, form.blocks());
        write(rate, form.rate());
        write(dropout, form.dropout());
        length.value().set(form.length());
        pieces.value().set(form.pieces());
        hidden.value().set(form.hidden());
        rank.value().set(form.rank());
        epochs.value().set(form.epochs());
        batch.value().set(form.batch());
        seed.value().set(form.seed());
        check(form);
        reading = false;
    }

    private void check(KernelForm form) {
        try {
            form.order(model.fit().get());
            problem.setText("");
        } catch (UnusableInputException wrong) {
            problem.setText(wrong.sentence());
        }
        problem.setVisible(!problem.getText().isEmpty());
    }

    private static void write(TextField field, String text) {
        if (!field.getText().equals(text)) {
            field.setText(text);
        }
    }
}
