package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void former() throws IOException {
        for (String name : List.of("block-000.safetensors", "block-001.safetensors")) {
            Files.writeString(folder.resolve(name), "former");
        }
        Files.writeString(folder.resolve("block-000.safetensors.new"), "fresh");
    }

    private List<String> content() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(file -> file.getFileName() + " " + read(file)).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWholeTrainingLeavesNoKernelsOfTheFormer() throws IOException {
        new KernelFolder(folder, List.of()).exchange(List.of(0), true);
        assertEquals(List.of("block-000.safetensors fresh"), content());
    }

    @Test
    void aTrainingOfSomeBlocksLeavesTheOthers() throws IOException {
        new KernelFolder(folder, List.of(0)).exchange(List.of(0), true);
        assertEquals(List.of("block-000.safetensors fresh", "block-001.safetensors former"), content());
    }

    @Test
    void aTrainingThatIsNotWholeTakesNothingAway() throws IOException {
        new KernelFolder(folder, List.of()).exchange(List.of(), false);
        assertEquals(2, content().stream().filter(line -> line.endsWith("former")).count());
        new KernelFolder(folder, List.of()).exchange(List.of(0), false);
        assertEquals(List.of("block-000.safetensors fresh", "block-001.safetensors former"), content());
    }

    @Test
    void whatIsDiscardedTouchesNothingFormer() throws IOException {
        new KernelFolder(folder, List.of()).discard(List.of(0));
        assertEquals(List.of("block-000.safetensors former", "block-001.safetensors former"), content());
    }

    @Test
    void kernelsAreNotReplacedUnasked() {
        assertThrows(UnusableInputException.class, () -> new KernelFolder(folder, List.of()).check(false));
        assertThrows(UnusableInputException.class, () -> new KernelFolder(folder, List.of(1, 5)).check(false));
        new KernelFolder(folder, List.of(5)).check(false);
        new KernelFolder(folder, List.of()).check(true);
    }

    @Test
    void aFileIsNoFolder() {
        KernelFolder file = new KernelFolder(folder.resolve("block-000.safetensors"), List.of());
        assertTrue(assertThrows(UnusableInputException.class, () -> file.check(true)).sentence().contains("is a file"));
    }
}
