package org.diopter.model.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    @TempDir
    Path folder;

    @Test
    void aFileInTheFolderMayBeReadAndOneBesideItMayNot() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path own = Files.writeString(inner.resolve("own.txt"), "mine");
        Path beside = Files.writeString(folder.resolve("beside.txt"), "not mine");
        try (Watch watch = Watch.start()) {
            Files.readString(own);
            watch.assertNothingButFilesIn(inner);
        }
        try (Watch watch = Watch.start()) {
            Files.readString(beside);
            AssertionError error = assertThrows(AssertionError.class, () -> watch.assertNothingButFilesIn(inner));
            assertTrue(String.valueOf(error.getMessage()).contains("beside.txt"), error.getMessage());
        }
    }

    @Test
    void aProgramThatIsStartedIsNoticed() throws IOException, InterruptedException {
        try (Watch watch = Watch.start()) {
            new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            assertThrows(AssertionError.class, () -> watch.assertNothingButFilesIn(folder));
        }
    }
}
