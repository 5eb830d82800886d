package org.diopter.model.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactStoreTest {
    @TempDir
    Path temporary;

    private Path root;
    private ArtefactStore store;

    @BeforeEach
    void open() {
        root = temporary.resolve("artefacts");
        store = new ArtefactStore(root, 1000);
    }

    @Test
    void whatWasWrittenIsFoundByItsKindAndKey() throws IOException {
        Path written = store.write("lens", "model 1", text("hello"));

        assertEquals(Optional.of(written), store.find("lens", "model 1"));
        assertEquals("hello", Files.readString(written));
        assertEquals(Optional.empty(), store.find("lens", "model 2"));
        assertEquals(Optional.empty(), store.find("basis", "model 1"));
        assertEquals(5, store.size());
    }

    @Test
    void anotherProcessFindsItToo() {
        Path written = store.write("lens", "key", text("hello"));

        assertEquals(Optional.of(written), new ArtefactStore(root, 1000).find("lens", "key"));
    }

    @Test
    void openingCreatesNothing() {
        assertFalse(Files.exists(root));
        assertEquals(Optional.empty(), store.find("lens", "key"));
        assertEquals(0, store.size());
    }

    @Test
    void writingAgainReplacesTheEntry() throws IOException {
        store.write("lens", "key", text("first"));
        store.write("lens", "key", text("second"));

        assertEquals("second", Files.readString(store.find("lens", "key").orElseThrow()));
        assertEquals(6, store.size());
        assertEquals(1, filesIn(root).size());
    }

    @Test
    void aFailureLeavesNothingBehindAndNamesFolderAndBytes() {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> store.write("lens", "key", out -> {
            out.write(new byte[200_000]);
            throw new IOException("No space left on device");
        }));

        assertEquals("D-503", refusal.code());
        assertEquals("The store ‘%s’ could not be written: No space left on device after 200000 bytes. ".formatted(root)
                + "Free some space, or choose another folder with DIOPTER_HOME.", refusal.sentence());
        assertEquals(List.of(), filesIn(root));
        assertEquals(Optional.empty(), store.find("lens", "key"));
    }

    @Test
    void aCancelledWriteLeavesNothingBehindAndTheOldEntryStays() throws IOException {
        store.write("lens", "key", text("old"));

        assertThrows(CancelledException.class, () -> store.write("lens", "key", out -> {
            out.write(1);
            throw new CancelledException();
        }));

        assertEquals(1, filesIn(root).size());
        assertEquals("old", Files.readString(store.find("lens", "key").orElseThrow()));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(root, "a file is in the way");

        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> store.write("lens", "key", text("x")));

        assertTrue(refusal.sentence().contains("‘%s’ could not be written".formatted(root)), refusal.sentence());
        assertEquals(Optional.empty(), store.find("lens", "key"));
    }

    @Test
    void aDamagedEntryIsSetAsideAndCountsAsAbsent() throws IOException {
        Path written = store.write("lens", "key", text("hello"));
        Files.writeString(written, "jello");
        ArtefactStore another = new ArtefactStore(root, 1000);

        assertEquals(Optional.empty(), another.find("lens", "key"));
        assertFalse(Files.exists(written));
        assertTrue(filesIn(root).getFirst().toString().endsWith(".damaged"));
        another.write("lens", "key", text("hello"));
        assertTrue(another.find("lens", "key").isPresent());
    }

    @Test
    void anEntryThatLostItsEndIsNoticedByTheProcessThatWroteIt() throws IOException {
        Path written = store.write("lens", "key", text("hello"));
        Files.writeString(written, "hell");

        assertEquals(Optional.empty(), store.find("lens", "key"));
    }

    @Test
    void aReaderCanSetAnEntryAside() {
        store.write("lens", "key", text("no lens"));

        store.setAside("lens", "key");

        assertEquals(Optional.empty(), store.find("lens", "key"));
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() throws IOException {
        Path first = store.write("lens", "first", bytes(400));
        Path second = store.write("basis", "second", bytes(400));
        age(first, 3);
        age(second, 2);
        store.find("lens", "first"); // used now, so the second is the older one

        store.write("lens", "third", bytes(400));

        assertTrue(Files.exists(first));
        assertFalse(Files.exists(second));
        assertEquals(800, store.size());
    }

    @Test
    void entriesOfEarlierProcessesCountToo() throws IOException {
        Path old = store.write("lens", "old", bytes(900));
        age(old, 5);
        ArtefactStore another = new ArtefactStore(root, 1000);

        another.write("lens", "new", bytes(200));

        assertFalse(Files.exists(old));
        assertEquals(200, another.size());
    }

    @Test
    void anEntryAboveTheLimitStaysAlone() {
        store.write("lens", "small", bytes(10));
        store.write("lens", "large", bytes(5000));

        assertTrue(store.find("lens", "large").isPresent());
        assertEquals(5000, store.size());
    }

    @Test
    void clearDeletesEntriesAndNothingElse() throws IOException {
        store.write("lens", "key", text("hello"));
        Path foreign = Files.writeString(root.resolve("lens").resolve("notes.txt"), "mine");

        store.clear(Set.of());

        assertEquals(0, store.size());
        assertEquals(Optional.empty(), store.find("lens", "key"));
        assertEquals(List.of(foreign), filesIn(root));
    }

    @Test
    void whatACrashedProcessLeftIsRemovedAtOpen() throws Exception {
        Path folder = Files.createDirectories(root.resolve("lens").resolve("ab"));
        Path left = Files.writeString(folder.resolve(gonePid() + "-00000000-0000-0000-0000-000000000000.tmp"), "half");
        Path alive = Files.writeString(folder.resolve(ProcessHandle.current().pid() + "-00000000-0000-0000-0000-000000000001.tmp"), "half");
        Path foreign = Files.writeString(folder.resolve("mine.tmp"), "mine");
        for (Path path : List.of(left, alive, foreign)) {
            age(path, 2);
        }

        ArtefactStore reopened = new ArtefactStore(root, 1000);

        assertFalse(Files.exists(left));
        assertTrue(Files.exists(alive));
        assertTrue(Files.exists(foreign));
        assertEquals(0, reopened.size());
    }

    @Test
    void aKindIsAPlainName() {
        for (String kind : List.of("../up", "a/b", "", "A", "a b")) {
            assertThrows(IllegalArgumentException.class, () -> store.find(kind, "key"), kind);
        }
    }

    @Test
    void anyTextIsAKey() {
        for (String key : List.of("", "../../etc/passwd", "a\u0000b", "x".repeat(100_000))) {
            Path written = store.write("lens", key, text("1"));
            assertTrue(written.startsWith(root));
            assertEquals(Optional.of(written), store.find("lens", key));
        }
    }

    @Test
    void manyThreadsMayWriteAndFindAtOnce() throws Exception {
        ArtefactStore large = new ArtefactStore(root, 1_000_000);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<String>> tasks = IntStream.range(0, 60).<Callable<String>>mapToObj(i -> () -> {
                large.write("lens", "key " + i % 5, text("content " + i % 5));
                return Files.readString(large.find("lens", "key " + i % 5).orElseThrow());
            }).toList();
            List<Future<String>> results = threads.invokeAll(tasks);
            for (int i = 0; i < results.size(); i++) {
                assertEquals("content " + i % 5, results.get(i).get());
            }
        }
        assertEquals(5, filesIn(root).size());
    }

    private static ArtefactStore.Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ArtefactStore.Content bytes(int count) {
        return (OutputStream out) -> out.write(new byte[count]);
    }

    private static void age(Path path, int minutes) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofMinutes(minutes))));
    }

    private static long gonePid() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        process.waitFor();
        return process.pid();
    }

    private static List<Path> filesIn(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
