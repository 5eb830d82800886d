package org.diopter.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path folder;

    @Test
    void sessionsAndModelsOpenTheWindow() {
        assertTrue(Main.isToBeOpened("study.diopter"));
        assertTrue(Main.isToBeOpened(folder.toString()));
    }

    @Test
    void commandsOptionsAndWhatIsNotThereDoNot() {
        assertFalse(Main.isToBeOpened("lens"));
        assertFalse(Main.isToBeOpened("--help"));
        assertFalse(Main.isToBeOpened(folder.resolve("absent").toString()));
        assertFalse(Main.isToBeOpened("no\0path"));
    }
}
