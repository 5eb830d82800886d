package org.diopter.views.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import org.diopter.views.figure.ExportOptions;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.FigureExport;
import org.diopter.views.kit.Parts;
import org.jspecify.annotations.Nullable;

/// The page as it will be written, made by the very export it is a preview of. The latest request wins.
final class Preview extends StackPane {
    private static final double MM_PER_INCH = 25.4;
    private static final double MOST_PIXELS = 1_600;

    private final Executor workers;
    private final ImageView page = new ImageView();
    private final Label problem = Parts.label("", "err-text");
    private final AtomicInteger newest = new AtomicInteger();

    Preview(Executor workers) {
        this.workers = workers;
        StackPane paper = new StackPane(page);
        paper.getStyleClass().add("paper");
        paper.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        ScrollPane scroll = new ScrollPane(new StackPane(paper));
        scroll.setFitToWidth(true);
        page.setPreserveRatio(true);
        page.setSmooth(true);
        problem.setWrapText(true);
        problem.setVisible(false);
        getChildren().addAll(scroll, problem);
        setMinSize(0, 0);
    }

    /// Shows a figure on its page.
    ///
    /// @param width how wide the page is on the screen, pixels
    void show(Figure figure, ExportOptions options, double width) {
        int mine = newest.incrementAndGet();
        page.setFitWidth(width);
        double pixels = Math.min(MOST_PIXELS, 2 * width);
        int dpi = Math.max(36, (int) Math.round(pixels / (options.widthMm() / MM_PER_INCH)));
        ExportOptions coarse = new ExportOptions(options.widthMm(), dpi, options.theme(), true);
        workers.execute(() -> {
            if (mine == newest.get()) {
                paint(mine, figure, coarse);
            }
        });
    }

    private void paint(int number, Figure figure, ExportOptions options) {
        try {
            Path file = Files.createTempFile("diopter-preview", ".png");
            try {
                FigureExport.write(figure, file, options);
                try (InputStream in = Files.newInputStream(file)) {
                    Image image = new Image(in);
                    Platform.runLater(() -> show(number, image, null));
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | RuntimeException failed) {
            Platform.runLater(() -> show(number, null, failed.getMessage()));
        }
    }

    private void show(int number, @Nullable Image image, @Nullable String why) {
        if (number == newest.get()) {
            page.setImage(image);
            problem.setText(why);
            problem.setVisible(why != null);
        }
    }
}
