package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Messages;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A window whose store takes nothing, with the real engine.
class FullDiskTest {
    @TempDir
    Path home;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    /// Files stand where the store would make its folders, so that it can write as little as on a full or read-only disk, whoever runs this.
    @Test
    void aStoreThatTakesNothingIsSaidOnceAndThePromptRuns() throws IOException, InterruptedException {
        Files.writeString(home.resolve("weight-hash"), "in the way");
        Files.writeString(home.resolve("self-check"), "in the way");
        MainWindow window = RealWindow.open(home, "The capital of France is");
        try {
            Fx.until("the run", () -> {
                Findings found = window.place().trajectory().findings().get();
                return found != null && found.trajectory().isComplete() && window.place().models().check().get() != null;
            });
            Fx.until("the message", () -> !warnings(window).isEmpty());
            assertEquals(1, Fx.get(() -> warnings(window)).size());
            assertFalse(Fx.get(() -> window.dialogLayer().isVisible()), "nothing stands in the way of the work");
        } finally {
            RealWindow.close(window);
        }
    }

    private static List<String> warnings(MainWindow window) {
        Messages messages = (Messages) window.stage().getScene().lookup(".messages");
        return messages.log().stream().map(Messages.Message::text).filter(text -> text.contains("could not be written")).toList();
    }
}
