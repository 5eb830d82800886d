package org.diopter.views.rank;

import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.diopter.engine.data.TaskKind;
import org.diopter.views.kit.Texts;

/// The forms of task files, to choose from.
final class TaskKinds {
    private static final Texts TEXTS = Texts.of(TaskKinds.class);

    private TaskKinds() {}

    /// @param chosen hears of a choice
    static ComboBox<TaskKind> box(TaskKind initial, Consumer<TaskKind> chosen) {
        ComboBox<TaskKind> box = new ComboBox<>();
        box.getItems().setAll(TaskKind.values());
        box.setValue(initial);
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
        box.valueProperty().subscribe((_, kind) -> chosen.accept(kind));
        return box;
    }
}
