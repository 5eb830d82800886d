package org.diopter.app.window;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;

/// The whole window as a place to drop a model folder or a lens: a coloured frame says what will be opened, or why it cannot be.
final class DropTarget extends StackPane {
    private final Consumer<Path> openModel;
    private final Consumer<Path> openLens;
    private final Label text = new Label();

    /// What a file or folder seems to be.
    enum Kind {
        MODEL,
        LENS,
        NOTHING
    }

    /// What dropping would do.
    ///
    /// @param path what would be opened: a model's folder, a lens's folder or file
    /// @param sentence what the frame says
    record Verdict(Kind kind, Path path, String sentence) {
        private static Verdict of(Kind kind, Path path, String key) {
            return new Verdict(kind, path, WindowTexts.ALL.get(key, String.valueOf(path.getFileName())));
        }
    }

    /// @param openModel opens a model's folder
    /// @param openLens opens a lens's folder or file
    DropTarget(Consumer<Path> openModel, Consumer<Path> openLens) {
        this.openModel = openModel;
        this.openLens = openLens;
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
            if (verdict.kind() != Kind.NOTHING) {
                event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
            }
            event.consume();
        }
    }

    /// Looks at what is dragged: one folder with a configuration, a file in one, or a lens.
    static Verdict judge(List<Path> files) {
        Path first = files.getFirst();
        if (files.size() > 1) {
            return Verdict.of(Kind.NOTHING, first, "drop.one");
        }
        Path folder = Files.isRegularFile(first) && first.getParent() != null ? first.getParent() : first;
        if (isLens(first, folder)) {
            return Verdict.of(Kind.LENS, first, "drop.lens");
        }
        return Files.isRegularFile(folder.resolve("config.json"))
                ? Verdict.of(Kind.MODEL, folder, "drop.open")
                : Verdict.of(Kind.NOTHING, folder, "drop.none");
    }

    /// A lens has its numbers in `params`; a file of another name is one where no model's configuration stands beside it.
    private static boolean isLens(Path dropped, Path folder) {
        boolean parameters = Files.isRegularFile(folder.resolve("params.pt")) || Files.isRegularFile(folder.resolve("params.safetensors"));
        String name = String.valueOf(dropped.getFileName());
        boolean tensors = Files.isRegularFile(dropped) && (name.endsWith(".pt") || name.endsWith(".safetensors"));
        return parameters || (tensors && !Files.isRegularFile(folder.resolve("config.json")));
    }

    private void show(Verdict verdict) {
        text.setText(verdict.sentence());
        getStyleClass().remove("refused");
        if (verdict.kind() == Kind.NOTHING) {
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
        if (files.isEmpty()) {
            return false;
        }
        Verdict verdict = judge(files);
        switch (verdict.kind()) {
            case MODEL -> openModel.accept(verdict.path());
            case LENS -> openLens.accept(verdict.path());
            case NOTHING -> {}
        }
        return verdict.kind() != Kind.NOTHING;
    }
}
