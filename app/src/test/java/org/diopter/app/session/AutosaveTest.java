package org.diopter.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutosaveTest {
    /// Linux gives no process a number this high.
    private static final String ENDED = "unsaved-999999999999.diopter";

    @TempDir
    Path home;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> failures = new ArrayList<>();

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    private Autosave autosave() {
        return new Autosave(home, timer, Runnable::run, problem -> failures.add(problem.code()));
    }

    private SessionFile ended() {
        return new SessionFile(home.resolve("sessions").resolve(ENDED));
    }

    /// What this process keeps.
    private SessionFile written() {
        return new SessionFile(home.resolve("sessions").resolve("unsaved-" + ProcessHandle.current().pid() + SessionFile.ENDING));
    }

    private List<String> files() throws IOException {
        Path folder = home.resolve("sessions");
        try (var all = Files.list(folder)) {
            return all.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    @Test
    void theNewestChangeIsWritten() throws IOException {
        Autosave autosave = autosave();
        autosave.keep(Sessions.of("one"));
        autosave.keep(Sessions.of("two"));
        autosave.flush();
        assertEquals(1, files().size());
        assertEquals("two", new SessionFile(home.resolve("sessions").resolve(files().getFirst())).open().session().state().prompt());
    }

    @Test
    void aCleanEndLeavesNothing() throws IOException {
        Autosave autosave = autosave();
        autosave.keep(Sessions.of("one"));
        autosave.flush();
        autosave.keep(Sessions.of("two"));
        autosave.flush();
        autosave.keep(Sessions.of("three"));
        autosave.forget();
        autosave.flush();
        assertEquals(List.of(), files());
    }

    @Test
    void theTimerOnlySaysWhen() throws IOException, InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        List<Runnable> waiting = new CopyOnWriteArrayList<>();
        Autosave autosave = new Autosave(home, timer, task -> {
            waiting.add(task);
            asked.countDown();
        }, problem -> failures.add(problem.code()));
        autosave.keep(Sessions.of("one"));
        asked.await();
        assertFalse(Files.exists(home.resolve("sessions")));
        waiting.getFirst().run();
        assertEquals(1, files().size());
    }

    @Test
    void whatComesWhileOneIsWrittenDoesNotWait() {
        CompletableFuture<Autosave> made = new CompletableFuture<>();
        Autosave autosave = new Autosave(home, timer, Runnable::run, problem -> failures.add(problem.code()), (file, session) -> {
            elsewhere(() -> made.join().keep(Sessions.of("two")));
            file.save(session);
        });
        made.complete(autosave);
        autosave.keep(Sessions.of("one"));
        autosave.flush();
        autosave.flush();
        assertEquals("two", written().open().session().state().prompt());
    }

    @Test
    void whatIsForgottenWhileItIsWrittenIsGone() throws IOException {
        CompletableFuture<Autosave> made = new CompletableFuture<>();
        Autosave autosave = new Autosave(home, timer, Runnable::run, problem -> failures.add(problem.code()), (file, session) -> {
            elsewhere(() -> made.join().forget());
            file.save(session);
        });
        made.complete(autosave);
        autosave.keep(Sessions.of("one"));
        autosave.flush();
        assertEquals(List.of(), files());
    }

    @Test
    void whatIsKeptAfterEverythingWasForgottenStaysHoweverLateTheFileIsDeleted() {
        List<Runnable> late = new ArrayList<>();
        Autosave autosave = new Autosave(home, timer, late::add, problem -> failures.add(problem.code()));
        autosave.keep(Sessions.of("one"));
        autosave.flush();
        autosave.forget();
        autosave.keep(Sessions.of("two"));
        autosave.flush();
        late.forEach(Runnable::run);
        assertEquals("two", written().open().session().state().prompt());
    }

    @Test
    void whatWasWrittenBeforeIsDeleted() throws IOException {
        List<Runnable> late = new ArrayList<>();
        Autosave autosave = new Autosave(home, timer, late::add, problem -> failures.add(problem.code()));
        autosave.keep(Sessions.of("one"));
        autosave.flush();
        autosave.forget();
        assertEquals(1, files().size());
        late.forEach(Runnable::run);
        assertEquals(List.of(), files());
    }

    private static void elsewhere(Runnable act) {
        try {
            CompletableFuture.runAsync(act).get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException problem) {
            throw new AssertionError(problem);
        }
    }

    @Test
    void whatAnEndedProcessHasLeftIsFound() {
        ended().save(Sessions.of("one"));
        Autosave.Left left = autosave().left().orElseThrow();
        assertEquals("one", left.file().open().session().state().prompt());
        autosave().drop(left);
        assertEquals(Optional.empty(), autosave().left());
    }

    @Test
    void whatARunningProcessKeepsIsItsOwn() {
        Autosave autosave = autosave();
        autosave.keep(Sessions.of("one"));
        autosave.flush();
        assertEquals(Optional.empty(), autosave().left());
    }

    @Test
    void aNumberThatWasGivenAgainIsAnotherProcess() throws IOException {
        SessionFile mine = new SessionFile(home.resolve("sessions").resolve("unsaved-" + ProcessHandle.current().pid() + ".diopter"));
        mine.save(Sessions.of("one"));
        Files.setLastModifiedTime(mine.path(), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        assertTrue(autosave().left().isPresent());
    }

    @Test
    void withoutAFolderThereIsNothing() {
        assertEquals(Optional.empty(), autosave().left());
        assertEquals(List.of(), failures);
    }

    @Test
    void thatItCannotBeWrittenIsSaidOnceUntilItCan() throws IOException {
        Path inTheWay = Files.writeString(home.resolve("sessions"), "a file where the folder should be");
        Autosave autosave = autosave();
        for (int i = 0; i < 3; i++) {
            autosave.keep(Sessions.of("one"));
            autosave.flush();
        }
        assertEquals(List.of("D-501"), failures);
        Files.delete(inTheWay);
        autosave.keep(Sessions.of("one"));
        autosave.flush();
        assertEquals(1, files().size());
    }
}
