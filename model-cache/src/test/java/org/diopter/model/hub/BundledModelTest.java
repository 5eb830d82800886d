package org.diopter.model.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.store.Sha256;
import org.diopter.model.testing.StopsAfter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledModelTest {
    private static final String RESOURCES = "/org/diopter/model/hub/bundled-tiny/";

    @TempDir
    Path temporary;

    @Test
    void itIsUnpackedOnceAndOpens() throws IOException {
        BundledModel bundled = bundled();
        Path folder = bundled.unpack(Progress.NONE);
        FileTime written = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        Files.setLastModifiedTime(folder.resolve("config.json"), written);

        assertEquals(folder, bundled.unpack(Progress.NONE));
        Instant kept = Files.getLastModifiedTime(folder.resolve("config.json")).toInstant();
        assertEquals(written.toInstant().getEpochSecond(), kept.getEpochSecond(), "not written again");
        assertTrue(bundled.isPresent());
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertEquals("llama", checkpoint.config().string("model_type").orElseThrow());
            assertEquals(1, checkpoint.names().size());
        }
        assertEquals(List.of(folder.getParent()), unpacked());
    }

    @Test
    void aDamagedCopyIsRepaired() throws IOException {
        Path folder = bundled().unpack(Progress.NONE);
        String config = Files.readString(folder.resolve("config.json"));
        Files.writeString(folder.resolve("config.json"), config.replace("llama", "lama!"));
        assertEquals(folder, bundled().unpack(Progress.NONE));
        assertEquals(config, Files.readString(folder.resolve("config.json")));

        Files.delete(folder.resolve("model.safetensors"));
        bundled().unpack(Progress.NONE);
        assertTrue(Files.exists(folder.resolve("model.safetensors")));
        assertEquals(List.of(folder.getParent()), unpacked());
    }

    @Test
    void aCancelledUnpackingLeavesNothing() throws IOException {
        Progress cancelled = new StopsAfter(0);

        assertThrows(CancelledException.class, () -> bundled().unpack(cancelled));
        assertEquals(List.of(), unpacked());
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(temporary.resolve("bundled"), "a file is in the way");

        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> bundled().unpack(Progress.NONE));

        assertTrue(refusal.sentence().matches("The bundled model \\(\\d+ bytes\\) could not be unpacked in ‘.*bundled’: .*"), refusal.sentence());
        assertEquals("D-503", refusal.code());
    }

    @Test
    void aProgramWithoutItSaysSo() {
        BundledModel absent = new BundledModel(BundledModelTest.class.getClassLoader(), "no/such/resources", temporary);

        assertFalse(absent.isPresent());
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> absent.unpack(Progress.NONE));
        assertEquals("This build of the program has no bundled model.", refusal.sentence());
    }

    @Test
    void resourcesThatDoNotFitTheirManifestAreRefusedAndLeaveNothing() throws IOException {
        Path resources = Files.createDirectories(temporary.resolve("classes").resolve("bad"));
        Files.writeString(resources.resolve("config.json"), "{}");
        for (String manifest : List.of(
                "{\"name\": \"bad\", \"files\": [{\"name\": \"config.json\", \"bytes\": 2, \"sha256\": \"%s\"}]}".formatted(Sha256.of("other")),
                "{\"name\": \"bad\", \"files\": [{\"name\": \"absent.json\", \"bytes\": 2, \"sha256\": \"00\"}]}",
                "{\"name\": \"bad\", \"files\": [{\"name\": \"../config.json\", \"bytes\": 2, \"sha256\": \"%s\"}]}".formatted(Sha256.of("{}")),
                "{\"name\": \"../bad\", \"files\": [{\"name\": \"config.json\", \"bytes\": 2, \"sha256\": \"%s\"}]}".formatted(Sha256.of("{}")),
                "{\"name\": \"bad\", \"files\": []}", "{\"name\": \"bad\"}")) {
            Files.writeString(resources.resolve("manifest.json"), manifest);
            try (URLClassLoader classes = new URLClassLoader(new URL[] {url(temporary.resolve("classes"))}, null)) {
                BundledModel bundled = new BundledModel(classes, "bad", temporary.resolve("bundled"));

                UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> bundled.unpack(Progress.NONE), manifest);

                assertTrue(refusal.sentence().startsWith("The program's own copy of the bundled model is damaged ("), refusal.sentence());
            }
        }
        assertEquals(List.of(), unpacked());
    }

    @Test
    void whatACrashedProcessLeftIsRemoved() throws IOException {
        Path left = Files.createDirectories(temporary.resolve("bundled").resolve("tiny-00000000-0000-0000-0000-000000000000.tmp"));
        Files.writeString(left.resolve("model.safetensors"), "half");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        Path folder = bundled().unpack(Progress.NONE);

        assertEquals(List.of(folder.getParent()), unpacked());
    }

    @Test
    void severalAtOnceUnpackOneCopy() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Path> unpack = () -> bundled().unpack(Progress.NONE);
            for (Future<Path> folder : threads.invokeAll(List.of(unpack, unpack, unpack, unpack))) {
                assertTrue(Files.exists(folder.get().resolve("model.safetensors")));
            }
        }
        assertEquals(1, unpacked().size());
    }

    private BundledModel bundled() {
        return new BundledModel(BundledModelTest.class.getClassLoader(), RESOURCES, temporary.resolve("bundled"));
    }

    private List<Path> unpacked() throws IOException {
        if (!Files.exists(temporary.resolve("bundled"))) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(temporary.resolve("bundled"))) {
            return paths.toList();
        }
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
