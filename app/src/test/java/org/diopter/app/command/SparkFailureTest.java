package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkFailureTest {
    @TempDir
    Path folder;

    private Path log;

    @BeforeEach
    void log() throws IOException {
        log = Files.writeString(folder.resolve("log"), "INFO begun\njava.lang.OutOfMemoryError: heap\nINFO ended\n");
    }

    @Test
    void theProblemOfTheProgramIsToldAsItIs() throws IOException {
        Files.writeString(folder.resolve("problem"), "D-201\nThe model is gone.\n");
        UnusableInputException failure = SparkSubmit.failure(folder, log);
        assertEquals("D-201", failure.code());
        assertEquals("The model is gone.", failure.sentence());
    }

    @Test
    void aProblemThatIsHalfWrittenGivesWayToTheLog() throws IOException {
        for (String half : new String[] {"", "D-2", "D-201\n"}) {
            Files.writeString(folder.resolve("problem"), half);
            assertTrue(SparkSubmit.failure(folder, log).sentence().contains("OutOfMemoryError: heap"), half);
        }
    }
}
