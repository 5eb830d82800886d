package org.diopter.views.kit;

import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.TokenLabels;
import org.jspecify.annotations.Nullable;

/// A field for a token of the vocabulary: type its beginning or its id, choose it with the arrows.
public final class TokenField extends VBox {
    private static final Texts TEXTS = Texts.of(TokenField.class);
    private static final double ROW = 24;

    private final ViewContext context;
    private final int shown;
    private final Runnable choose;
    private final TextField name = new TextField();
    private final ListView<Integer> found = new ListView<>();
    private Optional<Tokenizer> tokenizer = Optional.empty();
    private @Nullable VocabularyIndex index;

    /// @param shown how many tokens are listed at most
    /// @param choose what Enter and a click on a token do
    public TokenField(ViewContext context, int shown, Runnable choose) {
        this.context = context;
        this.shown = shown;
        this.choose = choose;
        name.setPromptText(TEXTS.get("token-name"));
        name.setAccessibleText(TEXTS.get("token-name"));
        found.setFixedCellSize(ROW * context.textScale().get());
        found.setPrefHeight(ROW * shown * context.textScale().get() + 2);
        found.setFocusTraversable(false);
        found.setPlaceholder(Parts.label(TEXTS.get("no-token"), "faint"));
        found.setCellFactory(_ -> new TokenCell());
        found.setOnMouseClicked(_ -> choose.run());
        name.textProperty().subscribe(_ -> find());
        name.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        getChildren().setAll(name, found);
        getStyleClass().add("palette-list");
    }

    /// Whose tokens are found. Without one only ids are.
    public void use(Optional<Tokenizer> words) {
        tokenizer = words;
        index = null;
        words.ifPresent(known -> context.workers().execute(() -> {
            VocabularyIndex made = new VocabularyIndex(known);
            Platform.runLater(() -> {
                if (tokenizer.filter(known::equals).isPresent()) {
                    index = made;
                    find();
                }
            });
        }));
    }

    /// The text field, to be focused.
    public TextField text() {
        return name;
    }

    /// The chosen token.
    public Optional<Integer> chosen() {
        return Optional.ofNullable(found.getSelectionModel().getSelectedItem());
    }

    private void find() {
        if (index != null) {
            found.getItems().setAll(index.find(name.getText(), shown));
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
            case ENTER -> choose.run();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// A token and its id.
    private final class TokenCell extends ListCell<Integer> {
        @Override
        protected void updateItem(Integer id, boolean empty) {
            super.updateItem(id, empty);
            setGraphic(empty || id == null ? null
                    : Parts.row("plain-row", new TokenText(TokenLabels.label(id, tokenizer)), Parts.spring(), Parts.label(Integer.toString(id), "faint")));
        }
    }
}
