package org.diopter.views.prompt;

import javafx.collections.ListChangeListener;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.diopter.views.kit.Texts;

/// The prompts of a study in one button: choose, add, rename, remove.
final class PromptList extends StackPane {
    private static final Texts TEXTS = Texts.of(PromptList.class);

    private final PromptModel model;
    private final MenuButton button = new MenuButton();
    private final TextField name = new TextField();

    PromptList(PromptModel model) {
        this.model = model;
        button.getStyleClass().add("small");
        button.setAccessibleText(TEXTS.get("prompts"));
        button.setId("prompts");
        button.setMinWidth(60);
        name.getStyleClass().add("small-field");
        name.setAccessibleText(TEXTS.get("name"));
        name.setPrefColumnCount(9);
        name.setVisible(false);
        name.managedProperty().bind(name.visibleProperty());
        button.visibleProperty().bind(name.visibleProperty().not());
        button.managedProperty().bind(button.visibleProperty());
        name.setOnAction(_ -> endRenaming(true));
        name.focusedProperty().subscribe((_, focused) -> {
            if (!focused && name.isVisible()) {
                endRenaming(true);
            }
        });
        name.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                endRenaming(false);
                event.consume();
            }
        });
        getChildren().setAll(button, name);
        model.prompts().addListener((ListChangeListener<Prompt>) _ -> show());
        model.current().subscribe(_ -> show());
    }

    private void show() {
        int current = model.current().get();
        button.setText(model.prompts().get(current).name());
        button.getItems().clear();
        for (int i = 0; i < model.prompts().size(); i++) {
            RadioMenuItem item = new RadioMenuItem(model.prompts().get(i).name());
            int place = i;
            item.setSelected(i == current);
            item.setOnAction(_ -> {
                model.choose(place);
                show();
            });
            button.getItems().add(item);
        }
        MenuItem remove = item("remove", model::remove);
        remove.setDisable(model.prompts().size() == 1);
        button.getItems().addAll(new SeparatorMenuItem(), item("add", model::add), item("rename", this::rename), remove);
    }

    private static MenuItem item(String key, Runnable act) {
        MenuItem item = new MenuItem(TEXTS.get(key));
        item.setId("prompt-" + key);
        item.setOnAction(_ -> act.run());
        return item;
    }

    private void rename() {
        name.setText(model.prompts().get(model.current().get()).name());
        name.setVisible(true);
        name.requestFocus();
        name.selectAll();
    }

    private void endRenaming(boolean keep) {
        name.setVisible(false);
        if (keep) {
            model.rename(name.getText());
        }
    }
}
