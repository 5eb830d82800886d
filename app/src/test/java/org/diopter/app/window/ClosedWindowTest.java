package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosedWindowTest {
    @TempDir
    Path home;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @Test
    void aClosedWindowIsForgottenWithAllItsViews() throws Exception {
        WeakReference<MainWindow> window = openedAndClosed();

        Fx.until("nobody to know the closed window", () -> {
            System.gc();
            return window.get() == null;
        });
    }

    /// A method of its own, so that no variable of the test holds the window.
    private WeakReference<MainWindow> openedAndClosed() throws Exception {
        MainWindow window = RealWindow.open(home, "The capital of France is");
        for (Desk desk : window.desks().all()) {
            RealWindow.show(window, desk);
            assertNotNull(Fx.get(() -> window.place().models().model().get()), desk.name());
        }
        RealWindow.close(window);
        return new WeakReference<>(window);
    }
}
