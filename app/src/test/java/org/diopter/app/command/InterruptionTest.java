package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.diopter.model.CancelledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {
    @Test
    void aRequestStopsWhatIsGoingOn() {
        Interruption interruption = new Interruption();
        AtomicBoolean stopped = new AtomicBoolean();
        interruption.during(() -> stopped.set(true), () -> {
            interruption.request(2);
            return 0;
        });
        assertTrue(stopped.get());
        assertEquals(130, interruption.exitCode());
    }

    @Test
    void afterARequestNothingBegins() {
        Interruption interruption = new Interruption();
        interruption.request(15);
        assertThrows(CancelledException.class, () -> interruption.during(() -> {}, () -> 0));
        assertEquals(143, interruption.exitCode());
    }

    @Test
    void whatHasEndedIsNotStopped() {
        Interruption interruption = new Interruption();
        AtomicBoolean stopped = new AtomicBoolean();
        interruption.during(() -> stopped.set(true), () -> 0);
        interruption.request(2);
        assertEquals(false, stopped.get());
    }

    @Test
    void aCancelledCommandEndsWith130AndWritesNothing(@TempDir Path home) throws IOException {
        Interruption interruption = new Interruption();
        interruption.request(2);
        Path result = home.resolve("o.json");
        Called called = Called.with(home, interruption, "lens", "bundled", "--prompt", "a", "--json", result.toString());
        assertEquals(130, called.exitCode(), called.err());
        assertEquals("Cancelled.", called.err().strip());
        assertEquals(false, Files.exists(result));
    }
}
