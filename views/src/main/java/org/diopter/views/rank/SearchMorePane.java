package org.diopter.views.rank;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.TaskKind;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Switch;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// What is asked of a search beyond the usual: where the grid lies, how it is searched, and what is looked at beside it.
final class SearchMorePane extends VBox {
    private static final Texts TEXTS = Texts.of(SearchMorePane.class);
    private static final int FIRST_ITEMS = 32;
    private static final int MOST_ITEMS = 1_000_000;
    private static final int MOST_TOKENS = 10_000_000;

    private final SearchModel model;
    private final TextField blocks;
    private final TextField rhos;
    private final Segments<Boolean> method = new Segments<>(drawn -> TEXTS.get(drawn ? "method.randomised" : "method.exact"), false, true);
    private final ComboBox<Optional<Metric>> metric = new ComboBox<>();
    private final Switch halving = new Switch(TEXTS.get("form.halving"));
    private final NumberField first;
    private final Switch compose = new Switch(TEXTS.get("form.compose"));
    private final Switch noise = new Switch(TEXTS.get("form.noise"));
    private final NumberField tokens;
    private final VBox also = new VBox(4);

    /// @param chooseTask asks for a task file
    /// @param chooseText asks for a text
    SearchMorePane(SearchModel model, Supplier<Optional<Path>> chooseTask, Supplier<Optional<Path>> chooseText) {
        this.model = model;
        SearchMore now = model.form().get().more();
        blocks = field("form.blocks", now.blocks(), TEXTS.get("form.all-blocks"));
        rhos = field("form.rhos", now.rhos(), "0.9, 0.1");
        first = number("form.first-items", 1, MOST_ITEMS, now.halving() == 0 ? FIRST_ITEMS : now.halving());
        tokens = number("form.tokens", 2, MOST_TOKENS, now.textTokens());
        method.value().set(now.randomised());
        method.setAccessibleText(TEXTS.get("method"));
        halving.setSelected(now.halving() > 0);
        compose.setSelected(now.compose());
        noise.setSelected(now.noiseRank());
        first.disableProperty().bind(halving.selectedProperty().not());
        metrics(now.metric());
        setSpacing(8);
        getChildren().setAll(row("form.blocks", blocks), row("form.rhos", rhos), row("method", method), row("form.metric", metric),
                row("form.halving", halving, first, note("form.halving-help")), row("form.compose", compose, note("form.compose-help")),
                row("form.noise", noise, note("form.noise-help")), text(chooseText), further(chooseTask));
        Watch.all(this::take, blocks.textProperty(), rhos.textProperty(), method.value(), metric.valueProperty(), halving.selectedProperty(), first.value(),
                compose.selectedProperty(), noise.selectedProperty(), tokens.value());
    }

    private static TextField field(String key, String typed, String prompt) {
        TextField field = new TextField(typed);
        field.setAccessibleText(TEXTS.get(key));
        field.setPromptText(prompt);
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    private static NumberField number(String key, int least, int most, int value) {
        NumberField field = new NumberField(TEXTS.get(key), least, most, value);
        field.setPrefWidth(72);
        field.setMinWidth(72);
        return field;
    }

    private static Label note(String key) {
        Label note = Parts.label(TEXTS.get(key), "note");
        note.setWrapText(true);
        HBox.setHgrow(note, Priority.ALWAYS);
        return note;
    }

    private static HBox row(String key, Node... nodes) {
        HBox row = Parts.row("form-row", Parts.label(TEXTS.get(key), "wide-form-label"));
        row.getChildren().addAll(nodes);
        return row;
    }

    private void metrics(Optional<Metric> chosen) {
        metric.getItems().setAll(Stream.concat(Stream.of(Optional.<Metric>empty()), Arrays.stream(Metric.values()).map(Optional::of)).toList());
        metric.setValue(chosen);
        metric.setAccessibleText(TEXTS.get("form.metric"));
        metric.setConverter(new StringConverter<>() {
            @Override
            public String toString(Optional<Metric> one) {
                return one == null ? "" : one.map(Metric::text).orElse(TEXTS.get("form.own-metric"));
            }

            @Override
            public Optional<Metric> fromString(String text) {
                return Arrays.stream(Metric.values()).filter(one -> one.text().equals(text)).findFirst();
            }
        });
    }

    private Node text(Supplier<Optional<Path>> choose) {
        Label name = Parts.label("", "token");
        name.textProperty().bind(model.form().map(form -> form.more().text().map(SearchMorePane::name).orElse(TEXTS.get("form.no-text"))));
        Button chooser = Parts.small(TEXTS.get("form.choose"));
        chooser.setOnAction(_ -> choose.get().ifPresent(path -> change(model.form().get().more().withText(Optional.of(path)))));
        Button none = Parts.iconButton(Icon.CLOSE, TEXTS.get("form.remove-text"));
        none.setOnAction(_ -> change(model.form().get().more().withText(Optional.empty())));
        none.visibleProperty().bind(model.form().map(form -> form.more().text().isPresent()));
        return row("form.text", name, none, Parts.spring(), Parts.label(TEXTS.get("form.tokens"), "note"), tokens, chooser);
    }

    private Node further(Supplier<Optional<Path>> choose) {
        Button add = Parts.small(TEXTS.get("form.add-task"));
        add.setOnAction(_ -> choose.get().ifPresent(path -> {
            List<SearchMore.Also> more = new ArrayList<>(model.form().get().more().also());
            more.add(new SearchMore.Also(path, model.form().get().kind()));
            change(model.form().get().more().withAlso(more));
            showTasks();
        }));
        showTasks();
        return new VBox(4, row("form.also", note("form.also-help"), add), also);
    }

    private void showTasks() {
        also.getChildren().clear();
        List<SearchMore.Also> tasks = model.form().get().more().also();
        for (int i = 0; i < tasks.size(); i++) {
            int place = i;
            ComboBox<TaskKind> kind = TaskKinds.box(tasks.get(i).kind(), chosen -> replace(place, Optional.of(new SearchMore.Also(tasks.get(place).file(), chosen))));
            Button remove = Parts.iconButton(Icon.CLOSE, TEXTS.get("form.remove-task", name(tasks.get(i).file())));
            remove.setOnAction(_ -> {
                replace(place, Optional.empty());
                showTasks();
            });
            also.getChildren().add(Parts.row("form-row", Parts.label("", "wide-form-label"), Parts.label(name(tasks.get(i).file()), "token"), Parts.spring(), kind,
                    remove));
        }
    }

    private void replace(int place, Optional<SearchMore.Also> other) {
        List<SearchMore.Also> tasks = new ArrayList<>(model.form().get().more().also());
        tasks.remove(place);
        other.ifPresent(task -> tasks.add(place, task));
        change(model.form().get().more().withAlso(tasks));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private void take() {
        SearchMore now = model.form().get().more();
        Optional<Metric> solved = Optional.ofNullable(metric.getValue()).orElse(Optional.empty());
        change(new SearchMore(blocks.getText(), rhos.getText(), method.value().get(), solved, halving.isSelected() ? first.value().get() : 0,
                compose.isSelected(), noise.isSelected(), now.text(), tokens.value().get(), now.also()));
    }

    private void change(SearchMore other) {
        model.form().set(model.form().get().with(other));
    }
}
