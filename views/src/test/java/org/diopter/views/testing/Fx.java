package org.diopter.views.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.diopter.views.kit.Typefaces;
import org.diopter.views.kit.WindowTheme;

/// JavaFX without a display, for tests.
public final class Fx {
    /// Longer than anything takes on a machine that does other things too.
    private static final long SECONDS = 60;

    private Fx() {}

    /// Starts the toolkit, if it is not up.
    public static void start() {
        CountDownLatch up = new CountDownLatch(1);
        try {
            Platform.startup(up::countDown);
        } catch (IllegalStateException already) {
            up.countDown();
        }
        Platform.setImplicitExit(false);
        try {
            if (!up.await(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("JavaFX did not start");
            }
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
        run(Typefaces::load);
    }

    /// Runs something on the FX thread and waits for it.
    public static void run(Runnable act) {
        get(() -> {
            act.run();
            return true;
        });
    }

    /// Gets something on the FX thread.
    public static <T> T get(Callable<T> act) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(act.call());
            } catch (Exception | Error problem) {
                result.completeExceptionally(problem);
            }
        });
        try {
            return result.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException problem) {
            if (problem.getCause() instanceof Error error) {
                throw error;
            }
            throw new AssertionError(problem.getCause());
        } catch (InterruptedException | TimeoutException problem) {
            throw new AssertionError("the FX thread did not answer", problem);
        }
    }

    /// Waits until something holds on the FX thread.
    public static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!get(holds::getAsBoolean)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never: " + what);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException stop) {
                throw new AssertionError(stop);
            }
        }
    }

    /// Shows something in a window of its own at the screen's corner. FX thread.
    public static Stage show(Parent root, double width, double height, WindowTheme theme) {
        Scene scene = new Scene(root, width, height);
        scene.getStylesheets().setAll(theme.sheets(1));
        Stage stage = new Stage();
        stage.setX(0);
        stage.setY(0);
        stage.setScene(scene);
        stage.show();
        root.applyCss();
        root.layout();
        return stage;
    }
}
