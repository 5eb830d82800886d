package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long millis;

    @Test
    void shortWorkShowsNothing() {
        try (ConsoleProgress progress = progress(true, false)) {
            progress.stage("Build blocks", 1, 1);
            millis = 400;
            progress.items(1, 2);
        }
        assertEquals("", shown());
    }

    @Test
    void aTerminalShowsABarThatIsGoneAfterwards() {
        try (ConsoleProgress progress = progress(true, false)) {
            progress.stage("Build blocks", 1, 1);
            millis = 600;
            progress.items(1, 4);
        }
        String[] lines = shown().split("\r", -1);
        assertEquals("Build blocks  [======                  ]  25 %, 2 s left", lines[1]);
        assertEquals(" ".repeat(lines[1].length()), lines[2]);
        assertEquals("", lines[3]);
    }

    @Test
    void elsewhereThereIsALineEveryFewSeconds() {
        try (ConsoleProgress progress = progress(false, false)) {
            progress.stage("Build blocks", 1, 1);
            for (millis = 1_000; millis <= 11_000; millis += 1_000) {
                progress.items(millis, 20_000);
            }
        }
        assertEquals("Build blocks:  25 %, 15 s left\nBuild blocks:  50 %, 10 s left\n", shown().replace("\r\n", "\n"));
    }

    @Test
    void quietIsQuiet() {
        try (ConsoleProgress progress = progress(true, true)) {
            progress.stage("Build blocks", 1, 1);
            millis = 60_000;
            progress.items(1, 4);
        }
        assertEquals("", shown());
    }

    @Test
    void aRequestToStopIsPassedOn() {
        Interruption interruption = new Interruption();
        try (ConsoleProgress progress = new ConsoleProgress(console(true), false, interruption, () -> 0)) {
            assertEquals(false, progress.cancelled());
            interruption.request(2);
            assertTrue(progress.cancelled());
        }
    }

    private ConsoleProgress progress(boolean terminal, boolean quiet) {
        return new ConsoleProgress(console(terminal), quiet, new Interruption(), () -> TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private Console console(boolean terminal) {
        return Console.of(new ByteArrayOutputStream(), err, terminal);
    }

    private String shown() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
