package org.diopter.views.trajectory;

import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.ViewContext;
import org.jspecify.annotations.Nullable;

/// Pins a token by name: type its beginning, choose it with the arrows, Enter pins it.
public final class PinPicker extends VBox {
    private static final Texts TEXTS = Texts.of(PinPicker.class);
    private static final int SHOWN = 12;
    private static final double ROW = 24;

    private final TrajectoryModel model;
    private final Runnable close;
    private final TextField name = new TextField();
    private final ListView<Integer> found = new ListView<>();
    private @Nullable VocabularyIndex index;

    /// @param close closes the dialog
    public PinPicker(TrajectoryModel model, Optional<Tokenizer> tokenizer, ViewContext context, Runnable close) {
        this.model = model;
        this.close = close;
        name.setPromptText(TEXTS.get("token-name"));
        name.setAccessibleText(TEXTS.get("token-name"));
        found.setFixedCellSize(ROW * context.textScale().get());
        found.setPrefHeight(ROW * SHOWN * context.textScale().get() + 2);
        found.setFocusTraversable(false);
        found.setPlaceholder(Parts.label(TEXTS.get("no-token"), "faint"));
        found.setCellFactory(_ -> new TokenCell());
        found.setOnMouseClicked(_ -> pin());
        name.textProperty().subscribe(_ -> find());
        name.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        VBox content = new VBox(name, found);
        content.getStyleClass().addAll("dialog-body", "palette-list");
        Button cancel = new Button(TEXTS.get("cancel"));
        cancel.setOnAction(_ -> close.run());
        Button pin = Parts.primary(TEXTS.get("pin-it"));
        pin.setOnAction(_ -> pin());
        HBox foot = Parts.row("dialog-foot", Parts.spring(), cancel, pin);
        getChildren().addAll(Parts.row("dialog-head", Parts.label(TEXTS.get("pin-a-token"), "title")), content, foot);
        setPrefWidth(380);
        tokenizer.ifPresent(known -> context.workers().execute(() -> {
            VocabularyIndex made = new VocabularyIndex(known);
            Platform.runLater(() -> {
                index = made;
                find();
            });
        }));
    }

    private void find() {
        if (index != null) {
            found.getItems().setAll(index.find(name.getText(), SHOWN));
        } else if (name.getText().strip().matches("\\d{1,9}")) {
            found.getItems().setAll(Integer.parseInt(name.getText().strip()));
        } else {
            found.getItems().clear();
        }
        found.getSelectionModel().selectFirst();
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> found.getSelectionModel().selectNext();
            case UP -> found.getSelectionModel().selectPrevious();
            case ENTER -> pin();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void pin() {
        Integer id = found.getSelectionModel().getSelectedItem();
        if (id != null) {
            close.run();
            if (!model.pins().isPinned(id)) {
                model.togglePin(id);
            }
        }
    }

    /// A token and its id.
    private final class TokenCell extends ListCell<Integer> {
        @Override
        protected void updateItem(Integer id, boolean empty) {
            super.updateItem(id, empty);
            setGraphic(empty || id == null ? null
                    : Parts.row("plain-row", new TokenText(model.label(id)), Parts.spring(), Parts.label(Integer.toString(id), "faint")));
        }
    }
}
