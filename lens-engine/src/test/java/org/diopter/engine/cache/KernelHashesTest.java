package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelHashesTest {
    private final KernelHashes hashes = new KernelHashes();

    @TempDir
    Path folder;

    @Test
    void filesThatStayAreHashedOnce() throws IOException {
        Files.writeString(folder.resolve("block-000.safetensors"), "one");
        KernelReference first = hashes.of(folder);
        assertEquals(KernelReference.of(folder), first);
        assertSame(first, hashes.of(folder.resolve("../" + folder.getFileName())));
    }

    @Test
    void aFileThatChangesIsHashedAgainEvenIfItIsAsLongAsBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("block-000.safetensors"), "one");
        KernelReference first = hashes.of(folder);
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        assertEquals(KernelReference.of(folder), hashes.of(folder));
        assertNotEquals(first, hashes.of(folder));
    }

    @Test
    void aFurtherFileMakesAnotherReference() throws IOException {
        Files.writeString(folder.resolve("block-000.safetensors"), "one");
        KernelReference first = hashes.of(folder);
        Files.writeString(folder.resolve("block-001.safetensors"), "two");
        assertNotEquals(first, hashes.of(folder));
    }

    @Test
    void aFolderThatHasLostItsKernelsIsRefusedThoughItIsKnown() throws IOException {
        Path file = Files.writeString(folder.resolve("block-000.safetensors"), "one");
        hashes.of(folder);
        Files.delete(file);
        assertEquals("D-403", assertThrows(UnusableInputException.class, () -> hashes.of(folder)).code());
    }
}
