package org.diopter.views.cache;

import java.util.Optional;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.diopter.engine.cache.BudgetSearch.Objective;
import org.diopter.engine.cache.CacheUse;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// Values for every head: what is to be chosen, the map of what was, and what other pieces of the text say of it.
final class HeadChoicePane extends VBox {
    private static final Texts TEXTS = Texts.of(HeadChoicePane.class);

    private final HeadChoiceModel heads;
    private final FigureView map;
    private final FigureTableView judged = new FigureTableView();

    HeadChoicePane(CacheModel model, ViewContext context, CacheView.Acts acts) {
        heads = model.heads();
        map = new FigureView(context);
        map.figure().bind(heads.map());
        map.setFocusTraversable(true);
        map.setMinSize(0, 0);
        map.figure().subscribe(figure -> map.setAccessibleText(figure == null ? TEXTS.get("heads-map") : figure.caption()));
        judged.setAccessibleText(TEXTS.get("judged"));
        judged.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        judged.setMinWidth(280);
        HBox.setHgrow(map, Priority.ALWAYS);
        Label trouble = Parts.label("", "err-text");
        trouble.setWrapText(true);
        trouble.textProperty().bind(heads.computed().trouble());
        trouble.managedProperty().bind(heads.computed().trouble().isNotEmpty());
        HBox found = new HBox(8, map, judged);
        found.setMinSize(0, 0);
        VBox.setVgrow(found, Priority.ALWAYS);
        setSpacing(4);
        setMinSize(0, 0);
        getChildren().addAll(asked(acts), trouble, found, taken(model));
        Watch.all(this::judge, heads.computed().result());
    }

    private FlowPane asked(CacheView.Acts acts) {
        ComboBox<HeadChoiceModel.Values> values = box("heads-values", value -> TEXTS.get("heads." + value.name()), HeadChoiceModel.Values.values());
        values.valueProperty().bindBidirectional(heads.values());
        ComboBox<Objective> by = box("heads-by", value -> TEXTS.get("heads." + value.name()), Objective.values());
        by.valueProperty().bindBidirectional(heads.by());
        Button text = Parts.small("");
        text.textProperty().bind(heads.text().map(file -> file.map(path -> String.valueOf(path.getFileName())).orElseGet(() -> TEXTS.get("heads.sample"))));
        text.setTooltip(new Tooltip(TEXTS.get("heads.text.help")));
        text.setOnAction(_ -> heads.text().set(acts.text()));
        Button choose = Parts.small(TEXTS.get("heads.choose"));
        choose.setId("choose-heads");
        choose.setOnAction(_ -> acts.chooseHeads());
        Button cancel = Parts.small(TEXTS.get("cancel"));
        cancel.setId("cancel-heads");
        cancel.setOnAction(_ -> acts.cancelHeads());
        choose.visibleProperty().bind(heads.computed().running().not());
        cancel.visibleProperty().bind(heads.computed().running());
        choose.managedProperty().bind(choose.visibleProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        return new FlowPane(6, 4, values, by, text, choose, cancel);
    }

    private static <T> ComboBox<T> box(String name, Function<T, String> text, T[] items) {
        ComboBox<T> box = new ComboBox<>();
        box.getItems().setAll(items);
        box.getStyleClass().add("small-combo");
        box.setAccessibleText(TEXTS.get(name));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : text.apply(value);
            }

            @Override
            public T fromString(String typed) {
                throw new UnsupportedOperationException("chosen, not typed");
            }
        });
        return box;
    }

    private HBox taken(CacheModel model) {
        Segments<HeadValuesMap.Value> shown = new Segments<>(value -> TEXTS.get("heads.shown." + value.name()), HeadValuesMap.Value.BUDGET,
                HeadValuesMap.Value.ALPHA);
        shown.value().bindBidirectional(heads.shown());
        shown.getStyleClass().add("small-segments");
        Button take = Parts.small(TEXTS.get("heads.take"));
        take.setId("take-heads");
        take.setTooltip(new Tooltip(TEXTS.get("heads.take.help")));
        take.setOnAction(_ -> Optional.ofNullable(heads.computed().result().get())
                .ifPresent(found -> model.form(0).set(PolicyForm.of(new CacheUse(found.heads(), found.use().timing())))));
        HBox row = Parts.row("tight-row", shown, take);
        row.visibleProperty().bind(heads.computed().result().isNotNull());
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private void judge() {
        judged.setVisible(heads.computed().result().get() != null);
        judged.setManaged(judged.isVisible());
        heads.judgement().ifPresent(judged::show);
    }

    /// The map.
    Optional<Figure> figure() {
        return Optional.ofNullable(heads.map().get());
    }
}
