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
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
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
    /// @param choose asks for a task file
    /// @param chooseText asks for a text
    public SearchFormPane(SearchModel model, List<MatrixKind> offered, Supplier<Optional<Path>> choose, Supplier<Optional<Path>> chooseText, Runnable start,
            Runnable close) {
        this.model = model;
        Label file = Parts.label("", "token");
        file.textProperty().bind(model.form().map(form -> form.file().map(path -> String.valueOf(path.getFileName())).orElse(TEXTS.get("form.no-file"))));
        Button chooser = Parts.small(TEXTS.get("form.choose"));
        chooser.setOnAction(_ -> choose.get().ifPresent(path -> model.form().set(model.form().get().withFile(path))));
        Label note = Parts.label(TEXTS.get("form.note"), "note");
        note.setWrapText(true);
        VBox body = new VBox(row("form.file", file, Parts.spring(), chooser), row("form.kind", TaskKinds.box(model.form().get().kind(), kind -> model.form().set(model.form().get().withKind(kind)))), row("form.matrices", matrices(offered)),
                row("form.items", items(), Parts.label(TEXTS.get("form.items-help"), "note")), row("form.validation", shares()),
                row("form.shuffle", shuffle()), more(choose, chooseText), problem(), note);
        body.getStyleClass().add("dialog-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Button search = Parts.primary(TEXTS.get("form.start"));
        search.disableProperty().bind(model.form().map(form -> form.file().isEmpty() || form.kinds().isEmpty() || form.problem().isPresent()));
        search.setOnAction(_ -> {
            close.run();
            start.run();
        });
        Button cancel = new Button(TEXTS.get("form.cancel"));
        cancel.setOnAction(_ -> close.run());
        getChildren().addAll(Parts.row("dialog-head", Parts.label(TEXTS.get("form"), "title")), scroll,
                Parts.row("dialog-foot", Parts.spring(), cancel, search));
        setPrefWidth(600);
    }

    /// Opens and folds what is asked beyond the usual; open at once where something of it is set.
    private Node more(Supplier<Optional<Path>> choose, Supplier<Optional<Path>> chooseText) {
        SearchMorePane pane = new SearchMorePane(model, choose, chooseText);
        ToggleButton fold = new ToggleButton();
        fold.getStyleClass().add("small");
        fold.setSelected(!model.form().get().more().equals(SearchMore.NOTHING));
        fold.textProperty().bind(fold.selectedProperty().map(open -> TEXTS.get(open ? "form.less" : "form.more")));
        pane.visibleProperty().bind(fold.selectedProperty());
        pane.managedProperty().bind(pane.visibleProperty());
        return new VBox(8, fold, pane);
    }

    private Node problem() {
        Label problem = Parts.label("", "err-text");
        problem.setWrapText(true);
        problem.textProperty().bind(model.form().map(form -> form.kinds().isEmpty() ? "" : form.problem().orElse("")));
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        return problem;
    }

    private static HBox row(String key, Node... nodes) {
        HBox row = Parts.row("form-row", Parts.label(TEXTS.get(key), "wide-form-label"));
        row.getChildren().addAll(nodes);
        return row;
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
