package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.diopter.engine.OpenModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final Path FIRST = Path.of("models", "one");
    private static final Path OTHER = Path.of("models", "two");

    private final FakeWorkbench workbench = new FakeWorkbench();
    private final CompletableFuture<OpenModel> opened = new CompletableFuture<>();
    private final Engine engine = new Engine(() -> workbench, started -> {
        opened.complete(started.open(FIRST, Progress.NONE));
        return opened.join();
    });

    @AfterEach
    void close() {
        workbench.close();
    }

    private OpenModel open(Path folder, boolean lowMemory) {
        return engine.open(_ -> folder, lowMemory, Progress.NONE);
    }

    @Test
    void theModelThatWasOpenedAheadIsGivenToWhoAsksForItFirstAndToNobodyElse() {
        assertSame(opened.join(), open(FIRST, false));
        assertNotSame(opened.join(), open(FIRST, false));
    }

    @Test
    void whoAsksForAnotherModelGetsThatAndTheFirstIsClosed() {
        assertEquals("two", open(OTHER, false).id().name());
        assertEquals(List.of("close one"), workbench.said("close "));
        assertNotSame(opened.join(), open(FIRST, false));
    }

    @Test
    void whoHasLittleMemoryGetsAnotherOne() {
        assertNotSame(opened.join(), open(FIRST, true));
    }

    @Test
    void whatCannotBeOpenedAheadIsOpenedWhenItIsAskedFor() {
        Engine failing = new Engine(() -> workbench, _ -> {
            throw new UnusableInputException("D-103", "The file is cut short.");
        });
        assertEquals("one", failing.open(_ -> FIRST, false, Progress.NONE).id().name());
    }
}
