package org.diopter.app.window;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;

/// The whole window as a place to drop a model folder: a coloured frame says what will be opened, or why it cannot be.
final class DropTarget extends StackPane {
    private final Consumer<Path> open;
    private final Label text = new Label();

    /// What dropping would do.
    ///
    /// @param folder the model's folder, if it can be opened
    /// @param sentence what the frame says
    record Verdict(Optional<Path> folder, String sentence) {}

    /// @param open opens a model's folder
    DropTarget(Consumer<Path> open) {
        this.open = open;
        getStyleClass().add("drop-target");
        getChildren().add(text);
        setVisible(false);
        setMouseTransparent(true);
    }

    /// Makes the window accept what is dragged over it.
    void install(Node window) {
        window.setOnDragOver(event -> over(event, event.getDragboard().getFiles()));
        window.setOnDragExited(_ -> hide());
        window.setOnDragDropped(event -> {
            event.setDropCompleted(dropped(event.getDragboard().getFiles().stream().map(File::toPath).toList()));
            event.consume();
        });
    }

    private void over(DragEvent event, List<File> files) {
        if (!files.isEmpty()) {
            Verdict verdict = judge(files.stream().map(File::toPath).toList());
            show(verdict);
            if (verdict.folder().isPresent()) {
                event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
            }
            event.consume();
        }
    }

    /// Looks at what is dragged: one folder with a configuration, or a file in one.
    static Verdict judge(List<Path> files) {
        Path first = files.getFirst();
        Path folder = Files.isRegularFile(first) && first.getParent() != null ? first.getParent() : first;
        String name = String.valueOf(folder.getFileName());
        if (files.size() > 1) {
            return new Verdict(Optional.empty(), WindowTexts.ALL.get("drop.one"));
        }
        return Files.isRegularFile(folder.resolve("config.json"))
                ? new Verdict(Optional.of(folder), WindowTexts.ALL.get("drop.open", name))
                : new Verdict(Optional.empty(), WindowTexts.ALL.get("drop.none", name));
    }

    private void show(Verdict verdict) {
        text.setText(verdict.sentence());
        getStyleClass().remove("refused");
        if (verdict.folder().isEmpty()) {
            getStyleClass().add("refused");
        }
        setVisible(true);
    }

    private void hide() {
        setVisible(false);
    }

    /// Something was dropped.
    ///
    /// @return whether it is being opened
    boolean dropped(List<Path> files) {
        hide();
        Optional<Path> folder = files.isEmpty() ? Optional.empty() : judge(files).folder();
        folder.ifPresent(open);
        return folder.isPresent();
    }
}
