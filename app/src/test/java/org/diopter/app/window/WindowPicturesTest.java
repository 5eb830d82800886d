package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.UnusableInputException;
import org.diopter.views.testing.Fx;
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
}
