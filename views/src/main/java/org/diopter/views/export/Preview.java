package org.diopter.views.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.views.figure.ColorVision;
import org.diopter.views.figure.ExportOptions;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.FigureExport;
import org.diopter.views.figure.PageChecks;
import org.diopter.views.kit.Parts;
import org.jspecify.annotations.Nullable;

/// The page as it will be written, made by the very export it is a preview of, under a ruler. The latest request wins.
final class Preview extends StackPane {
    private static final double MM_PER_INCH = 25.4;
    private static final double MOST_PIXELS = 1_600;

    private final Executor workers;
    private final Consumer<PageChecks> checked;
    private final Ruler ruler;
    private final ImageView page = new ImageView();
    private final Label problem = Parts.label("", "err-text");
    private final AtomicInteger newest = new AtomicInteger();

    /// What is seen.
    ///
    /// @param width of the page on the screen, pixels
    /// @param vision how its colours are shown
    record View(double width, ColorVision vision) {}

    /// @param textScale of the window
    /// @param checked hears what was found on the page
    Preview(Executor workers, double textScale, Consumer<PageChecks> checked) {
        this.workers = workers;
        ruler = new Ruler(textScale);
        this.checked = checked;
        StackPane paper = new StackPane(page);
        paper.getStyleClass().add("paper");
        paper.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        VBox measured = new VBox(2, ruler, paper);
        measured.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        StackPane ground = new StackPane(measured);
        StackPane.setAlignment(measured, Pos.TOP_CENTER);
        // Half of the ruler's first and last name stand beside the page.
        ground.setStyle("-fx-padding: 0 " + ruler.beside() + " 0 " + ruler.beside());
        ScrollPane scroll = new ScrollPane(ground);
        scroll.setFitToWidth(true);
        page.setPreserveRatio(true);
        page.setSmooth(true);
        problem.setWrapText(true);
        problem.setVisible(false);
        getChildren().addAll(scroll, problem);
        setMinSize(0, 0);
    }

    /// How high all that stands over and under a page is, pixels.
    double around() {
        return ruler.height() + 6;
    }

    /// How wide all that stands beside a page is, pixels.
    double beside() {
        return 2 * ruler.beside() + 2;
    }

    /// Shows a figure on its page.
    void show(Figure figure, ExportOptions options, View view) {
        int mine = newest.incrementAndGet();
        page.setFitWidth(view.width());
        ruler.measure(options.widthMm(), view.width());
        double pixels = Math.min(MOST_PIXELS, 2 * view.width());
        int dpi = Math.max(36, (int) Math.round(pixels / (options.widthMm() / MM_PER_INCH)));
        ExportOptions coarse = new ExportOptions(options.widthMm(), dpi, options.theme(), true);
        workers.execute(() -> {
            if (mine == newest.get()) {
                paint(mine, figure, coarse, view.vision());
            }
        });
    }

    private void paint(int number, Figure figure, ExportOptions options, ColorVision vision) {
        try {
            Path file = Files.createTempFile("diopter-preview", ".png");
            try {
                FigureExport.write(figure, file, options);
                PageChecks found = FigureExport.checks(figure, options);
                try (InputStream in = Files.newInputStream(file)) {
                    Image image = seen(new Image(in), vision);
                    Platform.runLater(() -> show(number, image, null, found));
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | RuntimeException failed) {
            Platform.runLater(() -> show(number, null, failed.getMessage(), null));
        }
    }

    private static Image seen(Image image, ColorVision vision) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        if (vision == ColorVision.NORMAL || width == 0) {
            return image;
        }
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = vision.seen(pixels[i]);
        }
        WritableImage seen = new WritableImage(width, height);
        seen.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return seen;
    }

    private void show(int number, @Nullable Image image, @Nullable String why, @Nullable PageChecks found) {
        if (number == newest.get()) {
            page.setImage(image);
            problem.setText(why);
            problem.setVisible(why != null);
            if (found != null) {
                checked.accept(found);
            }
        }
    }
}
