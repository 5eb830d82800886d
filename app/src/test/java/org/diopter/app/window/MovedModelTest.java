package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.diopter.app.settings.RecentModel;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.store.ArtefactStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedModelTest {
    private static final Path FAMILIES = Path.of("..", "lens-engine", "src", "test", "resources", "oracles", "families");

    @TempDir
    Path folder;

    private Optional<Path> find(String sha256, RecentModel... recent) {
        return new MovedModel(new ArtefactStore(folder.resolve("store"), 1 << 20)).find("llama", folder.resolve("old").resolve("llama"), sha256,
                folder.resolve("work").resolve("a.diopter"), List.of(recent), Progress.NONE);
    }

    private static String hash(String family) {
        try (Checkpoint checkpoint = Checkpoint.open(FAMILIES.resolve(family))) {
            return checkpoint.sha256(Progress.NONE);
        }
    }

    /// A copy of a tiny model.
    private Path copy(String family, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(FAMILIES.resolve(family))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    @Test
    void aModelThatWasMovedTogetherWithTheSessionIsFound() throws IOException {
        Path there = copy("llama", folder.resolve("work").resolve("llama"));
        assertEquals(Optional.of(there), find(hash("llama")));
    }

    @Test
    void aModelThatWasOpenedElsewhereIsFoundByItsName() throws IOException {
        Path there = copy("llama", folder.resolve("elsewhere"));
        assertEquals(Optional.of(there), find(hash("llama"), new RecentModel("llama", there, "", "2026-11-26")));
        assertEquals(Optional.empty(), find(hash("llama"), new RecentModel("gpt2", there, "", "2026-11-26")), "another name is not read");
    }

    @Test
    void otherWeightsOfTheSameNameAreNotTaken() throws IOException {
        copy("gpt2", folder.resolve("work").resolve("llama"));
        assertEquals(Optional.empty(), find(hash("llama")));
    }

    @Test
    void whatIsNoModelIsPassedOver() throws IOException {
        Files.createDirectories(folder.resolve("work").resolve("llama"));
        assertEquals(Optional.empty(), find(hash("llama")));
    }
}
