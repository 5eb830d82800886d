package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.SplitPane;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.UnusableInputException;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowPicturesTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @Test
    void aModelThatCannotBeOpenedEndsTheWaitingAtOnce() throws InterruptedException {
        EngineOptions engine = new EngineOptions(ProviderChoice.CPU, 2, folder.resolve("home"));
        WindowOptions options = new WindowOptions(engine, Optional.of(folder.resolve("no-model")), Optional.empty(), 0);
        WindowPictures pictures = new WindowPictures(options, 800, 600, false);
        try {
            UnusableInputException problem = assertThrows(UnusableInputException.class, pictures::settle);
            assertEquals("D-101", problem.code());
        } finally {
            pictures.close();
        }
    }

    @Test
    void sidePanesKeepTheirWidthsWhenTheInspectorComesBack() throws InterruptedException {
        EngineOptions engine = new EngineOptions(ProviderChoice.CPU, 2, folder.resolve("fresh"));
        WindowOptions options = new WindowOptions(engine, Optional.of(Path.of("models", "one")), Optional.of(Words.PROMPT), 0);
        WindowPictures pictures = new WindowPictures(options, new Engine(FakeWorkbench::new), 1280, 800, false);
        try {
            pictures.settle();
            pictures.inWindow(window -> {
                window.welcome().set(false);
                return true;
            });
            List<Double> before = widths(pictures);
            pictures.resize(1120, 700);
            assertEquals(2, widths(pictures).size(), "no inspector in a small window");
            pictures.resize(1280, 800);
            assertEquals(before, widths(pictures));
        } finally {
            pictures.close();
        }
    }

    private static List<Double> widths(WindowPictures pictures) throws InterruptedException {
        return pictures.inWindow(_ -> ((SplitPane) pictures.content().lookup(".split-pane")).getItems().stream()
                .map(pane -> pane.getLayoutBounds().getWidth()).toList());
    }
}
