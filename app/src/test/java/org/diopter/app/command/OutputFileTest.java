package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("result.json");
    }

    @Test
    void aFileIsWrittenWhole() throws IOException {
        new OutputFile(file).write(out -> out.write("new".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of(file), content());
    }

    @Test
    void whatWasThereStaysIfTheDiskIsFull() throws IOException {
        Files.writeString(file, "old");
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> new OutputFile(file).write(out -> {
            out.write("half".getBytes(StandardCharsets.US_ASCII));
            throw new IOException("No space left on device");
        }));
        assertEquals("D-501", problem.code());
        assertTrue(problem.sentence().contains("No space left on device"), problem.sentence());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), content());
    }

    @Test
    void whatWasThereStaysIfTheContentFails() throws IOException {
        Files.writeString(file, "old");
        assertThrows(IllegalStateException.class, () -> new OutputFile(file).write(out -> {
            throw new IllegalStateException("a fault");
        }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), content());
    }

    @Test
    void afterAFailureWhileJsonIsWrittenNothingIsThere() throws IOException {
        JsonTarget target = new JsonTarget.File(new OutputFile(file), _ -> {});
        assertThrows(IllegalStateException.class, () -> target.write(json -> {
            json.text("name", "half");
            throw new IllegalStateException("a fault");
        }));
        assertEquals(List.of(), content());
    }

    @Test
    void numbersThatAreNotFiniteAreNull() throws IOException {
        new JsonTarget.File(new OutputFile(file), _ -> {}).write(json -> {
            json.number("nan", Float.NaN);
            json.number("infinite", Double.POSITIVE_INFINITY);
            json.number("finite", 0.1f);
        });
        assertEquals("{\"nan\":null,\"infinite\":null,\"finite\":0.1}\n", Files.readString(file));
    }

    @Test
    void aLinkStaysAndItsTargetIsWritten() throws IOException {
        Path target = Files.writeString(Files.createDirectory(folder.resolve("elsewhere")).resolve("target.json"), "old");
        Files.createSymbolicLink(file, Path.of("elsewhere", "target.json"));
        write(file, "new");
        assertTrue(Files.isSymbolicLink(file), "the link was replaced");
        assertEquals("new", Files.readString(target));
    }

    @Test
    void aLinkToNothingCreatesItsTarget() throws IOException {
        Files.createSymbolicLink(file, Path.of("target.json"));
        write(file, "new");
        assertTrue(Files.isSymbolicLink(file), "the link was replaced");
        assertEquals("new", Files.readString(folder.resolve("target.json")));
    }

    @Test
    void aPipeIsWrittenInto() throws Exception {
        makePipe();
        assertTrue(new OutputFile(file).isStream());
        new OutputFile(file).check();
        assertEquals("new", readWhile(() -> write(file, "new")));
        assertFalse(Files.isRegularFile(file), "the pipe was replaced");
        assertEquals(List.of(file), content());
    }

    @Test
    void aLinkToAPipeIsWrittenInto() throws Exception {
        makePipe();
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        assertEquals("new", readWhile(() -> write(link, "new")));
        assertTrue(Files.isSymbolicLink(link), "the link was replaced");
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Path other = folder.resolve("other.json");
        Files.createSymbolicLink(file, other);
        Files.createSymbolicLink(other, file);
        assertEquals("D-501", assertThrows(UnusableInputException.class, new OutputFile(file)::check).code());
        assertTrue(Files.isSymbolicLink(file) && Files.isSymbolicLink(other), "a link was replaced");
    }

    private static void write(Path path, String text) {
        new OutputFile(path).write(out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private void makePipe() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/mkfifo")) || Files.exists(Path.of("/bin/mkfifo")), "this system has no mkfifo");
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    }

    /// What comes out of the pipe while something is written.
    private String readWhile(Runnable writing) throws Exception {
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            Future<String> read = reader.submit(() -> Files.readString(file));
            writing.run();
            return read.get(10, TimeUnit.SECONDS);
        }
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }
}
