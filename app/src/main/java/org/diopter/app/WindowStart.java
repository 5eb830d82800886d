package org.diopter.app;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import javafx.application.Application;
import org.diopter.app.log.LogFile;
import org.diopter.app.window.DiopterApp;
import org.diopter.app.window.WindowOptions;
import org.diopter.app.window.WindowPictures;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// Opens the window; where there is no display, paints it into a file.
final class WindowStart {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1000;
    private static final int DONE = 0;
    private static final int FAULT = 1;
    private static final int UNUSABLE_INPUT = 3;

    private WindowStart() {}

    /// Returns when the window has been closed, or its picture has been written.
    ///
    /// @param err is told what is not as expected
    /// @return what the process ends with
    static int open(PrintStream err) {
        return open(WindowOptions.standard(), err);
    }

    /// The same with a session or a model in it.
    static int open(Path file, PrintStream err) {
        return open(WindowOptions.standard().opening(file.toAbsolutePath()), err);
    }

    private static int open(WindowOptions options, PrintStream err) {
        LogFile.open(options.engine().home());
        // JavaFX unpacks its natives; like everything else that can be made again, they belong into the home folder.
        System.setProperty("javafx.cachedir", options.engine().home().resolve("natives").resolve("javafx").toString());
        if (hasDisplay(System::getenv)) {
            Application.launch(DiopterApp.class, options.toArguments().toArray(String[]::new));
            return DONE;
        }
        Path picture = options.engine().home().resolve("pictures").resolve("window.png");
        err.println("There is no display (DISPLAY is not set), so the window is painted into a file. Commands need no display: diopter --help.");
        int ended = paint(options, picture, err);
        if (ended == DONE) {
            err.println("The window was painted into " + picture);
        }
        return ended;
    }

    /// Whether a window could be seen. The toolkit asks for X11 on Linux, and has a platform of its own elsewhere.
    ///
    /// @param environment from a variable's name to its value, null if it is not set
    static boolean hasDisplay(Function<String, @Nullable String> environment) {
        boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        String display = environment.apply("DISPLAY");
        return !linux || (display != null && !display.isBlank());
    }

    /// Paints the window, with the bundled model's example in it.
    static int paint(WindowOptions options, Path picture, PrintStream err) {
        try {
            WindowPictures pictures = new WindowPictures(options, WIDTH, HEIGHT, false);
            try {
                pictures.settle();
                pictures.write(picture);
            } finally {
                pictures.close();
            }
            return DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAULT;
        } catch (UnusableInputException e) {
            err.println(e.code() + ": " + e.sentence());
            return UNUSABLE_INPUT;
        } catch (IllegalStateException | UncheckedIOException e) {
            err.println("The window could not be painted: " + e.getMessage() + ".");
            return FAULT;
        }
    }
}
