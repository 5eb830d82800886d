package org.diopter.app.window;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The whole window as a place to drop a model, a lens, a session or a text: a coloured frame says what will be opened, or why it cannot be.
final class DropTarget extends StackPane {
    private final Consumer<Path> openModel;
    private final Consumer<Path> openLens;
    private final Consumer<Path> readText;
    private final Executor workers;
    private final Label text = new Label();
    private List<Path> dragged = List.of();
    private @Nullable DropVerdict verdict;

    /// @param openModel opens a model's folder or file, or a session
    /// @param openLens opens a lens's folder or file
    /// @param readText makes a text the prompt
    /// @param workers look at what is dragged
    DropTarget(Consumer<Path> openModel, Consumer<Path> openLens, Consumer<Path> readText, Executor workers) {
        this.openModel = openModel;
        this.openLens = openLens;
        this.readText = readText;
        this.workers = workers;
        text.setWrapText(true);
        text.setMaxWidth(720);
        getStyleClass().add("drop-target");
        getChildren().add(text);
        setVisible(false);
        setMouseTransparent(true);
    }

    /// Makes the window accept what is dragged over it.
    void install(Node window) {
        window.setOnDragOver(event -> over(event, paths(event)));
        window.setOnDragExited(_ -> hide());
        window.setOnDragDropped(event -> {
            event.setDropCompleted(dropped(paths(event)));
            event.consume();
        });
    }

    private static List<Path> paths(DragEvent event) {
        return event.getDragboard().getFiles().stream().map(File::toPath).toList();
    }

    private void over(DragEvent event, List<Path> files) {
        if (!files.isEmpty()) {
            show(files);
            if (verdict == null || verdict.kind() != DropVerdict.Kind.NOTHING) {
                event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
            }
            event.consume();
        }
    }

    /// Says what would be opened, as soon as it has been looked at.
    void show(List<Path> files) {
        setVisible(true);
        if (files.equals(dragged)) {
            return;
        }
        dragged = files;
        verdict = null;
        say(WindowTexts.ALL.get("drop.looking", String.valueOf(files.getFirst().getFileName())), false);
        workers.execute(() -> {
            DropVerdict found = DropVerdict.of(files);
            Platform.runLater(() -> {
                if (files.equals(dragged)) {
                    verdict = found;
                    say(found.sentence(), found.kind() == DropVerdict.Kind.NOTHING);
                }
            });
        });
    }

    private void say(String sentence, boolean refused) {
        text.setText(sentence);
        getStyleClass().remove("refused");
        if (refused) {
            getStyleClass().add("refused");
        }
    }

    private void hide() {
        setVisible(false);
        dragged = List.of();
        verdict = null;
    }

    /// What is said.
    String sentence() {
        return text.getText();
    }

    /// Something was dropped. What has not been looked at yet is opened once it has been, if it can be.
    ///
    /// @return whether it is taken
    boolean dropped(List<Path> files) {
        DropVerdict known = files.equals(dragged) ? verdict : null;
        hide();
        if (files.isEmpty()) {
            return false;
        }
        if (known == null) {
            workers.execute(() -> {
                DropVerdict found = DropVerdict.of(files);
                Platform.runLater(() -> open(found));
            });
            return true;
        }
        open(known);
        return known.kind() != DropVerdict.Kind.NOTHING;
    }

    private void open(DropVerdict what) {
        switch (what.kind()) {
            case MODEL, SESSION -> openModel.accept(what.path());
            case LENS -> openLens.accept(what.path());
            case TEXT -> readText.accept(what.path());
            case NOTHING -> {}
        }
    }
}
