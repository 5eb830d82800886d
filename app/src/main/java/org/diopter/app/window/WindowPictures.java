package org.diopter.app.window;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.diopter.app.settings.ThemeChoice;
import org.diopter.model.UnusableInputException;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Typefaces;

/// Pictures of the window, made without a display: the window opens off the screen, runs its model, and is painted into a file.
public final class WindowPictures {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SCREEN = 1_000;

    private final MainWindow window;

    /// Starts the toolkit without a display and opens the window. One a process.
    ///
    /// @param options the home folder is best an empty one, so that no settings of the user show
    /// @param dark the theme
    public WindowPictures(WindowOptions options, int width, int height, boolean dark) throws InterruptedException {
        this(options, EarlyStart.engine(options), width, height, dark);
    }

    WindowPictures(WindowOptions options, Engine engine, int width, int height, boolean dark) throws InterruptedException {
        this(options, engine, new NoChoosers(), width, height, dark);
    }

    /// @param choosers what the user chooses in the system's dialogs
    WindowPictures(WindowOptions options, Engine engine, Choosers choosers, int width, int height, boolean dark) throws InterruptedException {
        startToolkit();
        window = onFx(() -> {
            Typefaces.load();
            Stage stage = new Stage();
            MainWindow main = new MainWindow(stage, options, engine, choosers);
            main.place().settings().theme().set(dark ? ThemeChoice.DARK : ThemeChoice.LIGHT);
            enlarge(stage, width, height);
            stage.show();
            main.begin();
            return main;
        });
    }

    /// The platform without a display has a screen of 1,000 × 1,000. The window's content is laid out at the size asked for all the same; what lies
    /// outside the screen is seen in the pictures only.
    private static void enlarge(Stage stage, int width, int height) {
        Region content = (Region) stage.getScene().getRoot();
        Group screen = new Group();
        screen.setAutoSizeChildren(false);
        stage.getScene().setRoot(screen);
        screen.getChildren().add(content);
        content.resize(width, height);
        stage.setX(0);
        stage.setY(0);
        stage.setMinWidth(0);
        stage.setMinHeight(0);
        stage.setWidth(Math.min(width, SCREEN));
        stage.setHeight(Math.min(height, SCREEN));
    }

    /// The whole window. FX thread.
    Node content() {
        return window.stage().getScene().getRoot().getChildrenUnmodifiable().getFirst();
    }

    /// Nobody is there to choose a file.
    private record NoChoosers() implements Choosers {
        @Override
        public Optional<Path> folder(String title) {
            return Optional.empty();
        }

        @Override
        public List<Path> files(String title, String kind, List<String> patterns, boolean several) {
            return List.of();
        }

        @Override
        public Optional<Path> save(String title, String proposed) {
            return Optional.empty();
        }
    }

    private static void startToolkit() throws InterruptedException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        CountDownLatch started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
        } catch (IllegalStateException running) {
            started.countDown();
        }
        Platform.setImplicitExit(false);
        started.await();
    }

    /// Waits until the model has run and everything is painted.
    ///
    /// @throws UnusableInputException if the model could not be opened or run
    /// @throws IllegalStateException if that takes longer than a minute, or something else went wrong
    public void settle() throws InterruptedException {
        until(() -> {
            Optional.ofNullable(window.reports().problem().get()).ifPresent(problem -> fail(problem.why()));
            Findings findings = window.place().trajectory().findings().get();
            return findings != null && findings.trajectory().isComplete() && window.place().models().check().get() != null;
        });
        untilPainted();
    }

    private static void fail(Throwable problem) {
        if (problem instanceof UnusableInputException input) {
            throw input;
        }
        throw new IllegalStateException("the window shows an error: " + problem.getMessage(), problem);
    }

    private void untilPainted() throws InterruptedException {
        until(() -> window.stage().getScene().getRoot().lookupAll(".figure-view").stream()
                .allMatch(node -> ((FigureView) node).isSettled()));
    }

    private static void until(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int quiet = 0;
        while (quiet < 3) {
            quiet = onFx(done::getAsBoolean) ? quiet + 1 : 0;
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the window did not come to rest within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(50);
        }
    }

    /// Lays the window out at another size.
    void resize(int width, int height) throws InterruptedException {
        onFx(() -> {
            content().resize(width, height);
            return true;
        });
        untilPainted();
    }

    /// Does what an action of the window does.
    public void act(String action) throws InterruptedException {
        onFx(() -> {
            window.actions().get(action).fire();
            return true;
        });
        untilPainted();
    }

    /// Does something in the window.
    <T> T inWindow(Function<MainWindow, T> act) throws InterruptedException {
        T result = onFx(() -> act.apply(window));
        untilPainted();
        return result;
    }

    /// Writes the window as it is now.
    public void write(Path png) throws InterruptedException {
        BufferedImage picture = onFx(() -> {
            WritableImage image = content().snapshot(null, null);
            int width = (int) image.getWidth();
            int height = (int) image.getHeight();
            int[] pixels = new int[width * height];
            image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
            BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            copy.setRGB(0, 0, width, height, pixels, 0, width);
            return copy;
        });
        try {
            if (png.getParent() != null) {
                Files.createDirectories(png.getParent());
            }
            ImageIO.write(picture, "png", png.toFile());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// Closes window and engine.
    public void close() throws InterruptedException {
        onFx(() -> {
            window.stage().close();
            return true;
        });
        window.close();
    }

    private static <T> T onFx(Supplier<T> act) throws InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(act.get());
            } catch (RuntimeException | Error problem) {
                result.completeExceptionally(problem);
            }
        });
        try {
            return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException problem) {
            if (problem.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the window could not be painted", problem);
        } catch (TimeoutException problem) {
            throw new IllegalStateException("the window could not be painted", problem);
        }
    }
}
