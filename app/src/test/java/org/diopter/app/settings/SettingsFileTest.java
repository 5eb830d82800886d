package org.diopter.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.diopter.views.kernels.KernelForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    Path home;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    private SettingsFile file() {
        return new SettingsFile(home, timer);
    }

    private Path path() {
        return home.resolve("settings.json");
    }

    @Test
    void whatWasChangedIsThereAtTheNextStart() {
        SettingsFile file = file();
        Settings settings = file.open();
        settings.theme().set(ThemeChoice.DARK);
        settings.textScale().set(1.5);
        settings.bits().set(true);
        settings.cpuOnly().set(true);
        settings.memoryGb().set(3);
        settings.storeGb().set(20);
        settings.prompt().set("The capital of France is");
        settings.dividers().put("left", 300.0);
        settings.hidden().add("inspector");
        settings.window().set(new WindowPlace(10, 20, 1400, 900, false));
        settings.opened(new RecentModel("almanac-8m", Path.of("/models/almanac-8m"), "Llama layout", "2026-11-25"));
        file.flush();
        assertEquals(settings.saved(), file().open().saved());
        assertEquals(ThemeChoice.DARK, file().open().theme().get());
    }

    @Test
    void theTimerOnlySaysWhenAndChangesWaitForNoWriting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        List<Runnable> waiting = new CopyOnWriteArrayList<>();
        Path inTheWay = Files.writeString(home.resolve("home"), "a file where the folder should be");
        CompletableFuture<Settings> made = new CompletableFuture<>();
        SettingsFile file = new SettingsFile(inTheWay, timer, task -> {
            waiting.add(task);
            asked.countDown();
        }, _ -> meanwhile(() -> made.join().prompt().set("two")));
        made.complete(file.open());
        made.join().prompt().set("one");
        asked.await();
        waiting.getFirst().run();
        Files.delete(inTheWay);
        file.flush();
        assertEquals("two", SettingsFile.look(inTheWay).prompt().get());
    }

    private static void meanwhile(Runnable act) {
        try {
            CompletableFuture.runAsync(act).get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException problem) {
            throw new AssertionError(problem);
        }
    }

    @Test
    void oneTrainingOfKernelsAModelIsRemembered() {
        SettingsFile file = file();
        Settings settings = file.open();
        settings.kernels().put("9f2c", new BrokenOffKernels("kernels-1", KernelForm.INITIAL));
        settings.kernels().put("77aa", new BrokenOffKernels("kernels-2", KernelForm.INITIAL.withLength(64)));
        file.flush();
        Settings next = file().open();
        assertEquals(settings.saved(), next.saved());
        next.kernels().remove("9f2c");
        assertEquals(64, Objects.requireNonNull(next.kernels().get("77aa")).form().length());
    }

    @Test
    void withoutAFileThingsAreAsOnAFirstStartAndNothingIsWritten() {
        SettingsFile file = file();
        assertEquals(SavedSettings.INITIAL, file.open().saved());
        file.flush();
        assertFalse(Files.exists(path()));
    }

    @Test
    void aDamagedFileIsSetAside() throws IOException {
        Files.writeString(path(), "{ \"version\": 1, \"theme\": ");
        assertEquals(SavedSettings.INITIAL, file().open().saved());
        assertTrue(Files.exists(home.resolve("settings.json.unreadable")));
        assertFalse(Files.exists(path()));
    }

    @Test
    void aFileOfALaterProgramIsSetAside() throws IOException {
        Files.writeString(path(), "{ \"version\": 99, \"theme\": \"DARK\" }");
        assertEquals(ThemeChoice.SYSTEM, file().open().theme().get());
        assertTrue(Files.exists(home.resolve("settings.json.unreadable")));
    }

    @Test
    void aValueThatIsNoneSetsTheFileAside() throws IOException {
        Files.writeString(path(), "{ \"version\": 1, \"theme\": \"PURPLE\" }");
        assertEquals(SavedSettings.INITIAL, file().open().saved());
    }

    @Test
    void whatAFileDoesNotSayIsAsOnAFirstStart() throws IOException {
        Files.writeString(path(), "{ \"version\": 1, \"bits\": true, \"unknown\": 3, \"textScale\": 99 }");
        Settings settings = file().open();
        assertTrue(settings.bits().get());
        assertEquals(ThemeChoice.SYSTEM, settings.theme().get());
        assertEquals(1, settings.textScale().get());
        assertEquals("trajectory", settings.view().get());
        assertEquals(8, settings.storeGb().get());
    }

    @Test
    void thatItCannotBeWrittenIsSaid() throws IOException {
        Path inTheWay = Files.writeString(home.resolve("in-the-way"), "");
        List<String> failures = new ArrayList<>();
        SettingsFile file = new SettingsFile(inTheWay, timer, Runnable::run, problem -> failures.add(problem.code()));
        file.open().bits().set(true);
        file.flush();
        assertEquals(List.of("D-501"), failures);
    }

    @Test
    void noHalfFileIsLeftBehind() throws IOException {
        SettingsFile file = file();
        file.open().bits().set(true);
        file.flush();
        try (var files = Files.list(home)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void tenModelsAreRememberedTheNewestFirstAndEachOnce() {
        Settings settings = file().open();
        for (int i = 0; i < 12; i++) {
            settings.opened(new RecentModel("m" + i, Path.of("/m" + i), "", ""));
        }
        settings.opened(new RecentModel("m5", Path.of("/m5"), "", ""));
        assertEquals(Settings.RECENT, settings.recent().size());
        assertEquals("m5", settings.recent().getFirst().name());
        assertEquals(1, settings.recent().stream().filter(model -> model.name().equals("m5")).count());
    }
}
