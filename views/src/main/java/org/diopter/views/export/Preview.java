package org.diopter.views.export;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import org.diopter.views.figure.ColorVision;
import org.diopter.views.figure.ExportOptions;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.FigureExport;
import org.diopter.views.figure.PageCheck;
import org.diopter.views.kit.Parts;
import org.jspecify.annotations.Nullable;

/// The page as it will be written, made by the very export it is a preview of, and what is to be said of it. The latest request wins.
final class Preview extends StackPane {
    private static final double MM_PER_INCH = 25.4;
    private static final double MOST_PIXELS = 1_600;
    private static final int OPAQUE = 0xFF << 24;

    private final Executor workers;
    private final ImageView page = new ImageView();
    private final Label problem = Parts.label("", "err-text");
    private final AtomicInteger newest = new AtomicInteger();
    private final ReadOnlyObjectWrapper<@Nullable PageCheck> check = new ReadOnlyObjectWrapper<>();

    /// A page to be made.
    private record Wish(int number, Figure figure, ExportOptions options, ExportOptions coarse, ColorVision vision) {}

    /// A page that was made.
    private record Made(Image image, PageCheck check) {}

    Preview(Executor workers) {
        this.workers = workers;
        StackPane paper = new StackPane(page);
        paper.getStyleClass().add("paper");
        paper.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        ScrollPane scroll = new ScrollPane(new StackPane(paper));
        scroll.setFitToWidth(true);
        scroll.setPannable(true);
        page.setPreserveRatio(true);
        page.setSmooth(true);
        page.setId("page");
        problem.setWrapText(true);
        problem.setVisible(false);
        getChildren().addAll(scroll, problem);
        setMinSize(0, 0);
    }

    /// What journals ask of the page that is shown; null before the first.
    ReadOnlyObjectProperty<@Nullable PageCheck> check() {
        return check.getReadOnlyProperty();
    }

    /// Shows a figure on its page.
    ///
    /// @param width how wide the page is on the screen, pixels
    /// @param vision by whom it is looked at
    void show(Figure figure, ExportOptions options, double width, ColorVision vision) {
        page.setFitWidth(width);
        double pixels = Math.min(MOST_PIXELS, 2 * width);
        int dpi = Math.max(36, (int) Math.round(pixels / (options.widthMm() / MM_PER_INCH)));
        Wish wish = new Wish(newest.incrementAndGet(), figure, options, new ExportOptions(options.widthMm(), dpi, options.theme(), true), vision);
        workers.execute(() -> {
            if (wish.number == newest.get()) {
                make(wish);
            }
        });
    }

    private void make(Wish wish) {
        try {
            Path file = Files.createTempFile("diopter-preview", ".png");
            try {
                FigureExport.write(wish.figure, file, wish.coarse);
                try (InputStream in = Files.newInputStream(file)) {
                    Made made = new Made(seen(new Image(in), wish.vision), PageCheck.of(wish.figure, wish.options));
                    Platform.runLater(() -> show(wish.number, made, null));
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | RuntimeException failed) {
            Platform.runLater(() -> show(wish.number, null, failed.getMessage()));
        }
    }

    /// A picture has few colours, so each is worked out once.
    private static Image seen(Image image, ColorVision vision) {
        if (vision == ColorVision.NORMAL) {
            return image;
        }
        WritableImage seen = new WritableImage((int) image.getWidth(), (int) image.getHeight());
        PixelReader pixels = image.getPixelReader();
        Map<Integer, Integer> known = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int seenAs = known.computeIfAbsent(pixels.getArgb(x, y), argb -> OPAQUE | vision.onScreen(new Color(argb)));
                seen.getPixelWriter().setArgb(x, y, seenAs);
            }
        }
        return seen;
    }

    private void show(int number, @Nullable Made made, @Nullable String why) {
        if (number == newest.get()) {
            page.setImage(made == null ? null : made.image);
            check.set(made == null ? null : made.check);
            problem.setText(why);
            problem.setVisible(why != null);
        }
    }
}
