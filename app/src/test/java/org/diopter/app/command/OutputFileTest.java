package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        JsonTarget target = new JsonTarget.File(new OutputFile(file));
        assertThrows(IllegalStateException.class, () -> target.write(json -> {
            json.text("name", "half");
            throw new IllegalStateException("a fault");
        }));
        assertEquals(List.of(), content());
    }

    @Test
    void numbersThatAreNotFiniteAreNull() throws IOException {
        new JsonTarget.File(new OutputFile(file)).write(json -> {
            json.number("nan", Float.NaN);
            json.number("infinite", Double.POSITIVE_INFINITY);
            json.number("finite", 0.1f);
        });
        assertEquals("{\"nan\":null,\"infinite\":null,\"finite\":0.1}\n", Files.readString(file));
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }
}
