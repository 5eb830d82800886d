package org.diopter.views.rank;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.diopter.engine.data.TaskKind;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Switch;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// Asks what a search is to look at.
public final class SearchFormPane extends VBox {
    private static final Texts TEXTS = Texts.of(SearchFormPane.class);
    private static final int MOST_ITEMS = 1_000_000;

    private final SearchModel model;
    private final List<CheckBox> kinds = new ArrayList<>();

    /// @param offered the matrices that the model has
    /// @param choose asks for a file
    public SearchFormPane(SearchModel model, List<MatrixKind> offered, Supplier<Optional<Path>> choose, Runnable start, Runnable close) {
        this.model = model;
        Label file = Parts.label("", "token");
        file.textProperty().bind(model.form().map(form -> form.file().map(path -> String.valueOf(path.getFileName())).orElse(TEXTS.get("form.no-file"))));
        Button chooser = Parts.small(TEXTS.get("form.choose"));
        chooser.setOnAction(_ -> choose.get().ifPresent(path -> model.form().set(model.form().get().withFile(path))));
        Label note = Parts.label(TEXTS.get("form.note"), "note");
        note.setWrapText(true);
        VBox body = new VBox(row("form.file", file, Parts.spring(), chooser), row("form.kind", taskKinds()), row("form.matrices", matrices(offered)),
                row("form.items", items(), Parts.label(TEXTS.get("form.items-help"), "note")), row("form.validation", shares()),
                row("form.shuffle", shuffle()), note);
        body.getStyleClass().add("dialog-body");
        Button search = Parts.primary(TEXTS.get("form.start"));
        search.disableProperty().bind(model.form().map(form -> form.file().isEmpty() || form.kinds().isEmpty()));
        search.setOnAction(_ -> {
            close.run();
            start.run();
        });
        Button cancel = new Button(TEXTS.get("form.cancel"));
        cancel.setOnAction(_ -> close.run());
        getChildren().addAll(Parts.row("dialog-head", Parts.label(TEXTS.get("form"), "title")), body,
                Parts.row("dialog-foot", Parts.spring(), cancel, search));
        setPrefWidth(560);
    }

    private static HBox row(String key, Node... nodes) {
        HBox row = Parts.row("form-row", Parts.label(TEXTS.get(key), "wide-form-label"));
        row.getChildren().addAll(nodes);
        return row;
    }

    private Node taskKinds() {
        ComboBox<TaskKind> box = new ComboBox<>();
        box.getItems().setAll(TaskKind.values());
        box.setValue(model.form().get().kind());
        box.setAccessibleText(TEXTS.get("form.kind"));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(TaskKind kind) {
                return kind == null ? "" : kind.text();
            }

            @Override
            public TaskKind fromString(String text) {
                return TaskKind.of(text);
            }
        });
        box.valueProperty().subscribe((_, kind) -> model.form().set(model.form().get().withKind(kind)));
        return box;
    }

    private Node matrices(List<MatrixKind> offered) {
        FlowPane boxes = new FlowPane(12, 4);
        for (MatrixKind kind : offered) {
            CheckBox box = new CheckBox(kind.text());
            box.setSelected(model.form().get().kinds().contains(kind));
            kinds.add(box);
            boxes.getChildren().add(box);
        }
        for (CheckBox box : kinds) {
            box.selectedProperty().subscribe((_, _) -> model.form().set(model.form().get().withKinds(
                    kinds.stream().filter(CheckBox::isSelected).map(CheckBox::getText).map(MatrixKind::of).toList())));
        }
        return boxes;
    }

    private Node items() {
        NumberField field = new NumberField(TEXTS.get("form.items"), 0, MOST_ITEMS, model.form().get().items());
        field.setPrefWidth(80);
        Watch.all(() -> model.form().set(model.form().get().withItems(field.value().get())), field.value());
        return field;
    }

    private Node shares() {
        Segments<BigDecimal> shares = new Segments<>(share -> share.movePointRight(2).toBigInteger() + " %", new BigDecimal("0.1"), new BigDecimal("0.2"),
                new BigDecimal("0.5"));
        shares.value().set(model.form().get().validation());
        shares.value().subscribe((_, share) -> model.form().set(model.form().get().withValidation(share)));
        return shares;
    }

    private Node shuffle() {
        Switch drawn = new Switch(TEXTS.get("form.shuffle"));
        drawn.setSelected(model.form().get().shuffled());
        drawn.selectedProperty().subscribe((_, on) -> model.form().set(model.form().get().shuffled(on)));
        return drawn;
    }
}
