package org.diopter.model.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubCacheTest {
    @TempDir
    Path folder;

    @Test
    void theEnvironmentSaysWhereItIs() {
        assertEquals(Path.of("/hub"), locate(Map.of("HF_HUB_CACHE", "/hub", "HF_HOME", "/hf")));
        assertEquals(Path.of("/hf/hub"), locate(Map.of("HF_HOME", "/hf", "XDG_CACHE_HOME", "/xdg")));
        assertEquals(Path.of("/xdg/huggingface/hub"), locate(Map.of("XDG_CACHE_HOME", "/xdg")));
        assertEquals(Path.of("/home/ada/.cache/huggingface/hub"), locate(Map.of("HF_HOME", "")));
    }

    @Test
    void theReferenceNamesTheSnapshot() throws IOException {
        Path named = snapshot("org/name", "aaa");
        touch(snapshot("org/name", "bbb"), 1_000);
        reference("org/name", "aaa\n");

        assertEquals(Optional.of(named), new HubCache(folder).snapshot("org/name"));
    }

    @Test
    void withoutAReferenceTheNewestSnapshotIsTaken() throws IOException {
        touch(snapshot("org/name", "aaa"), -1_000);
        Path newest = snapshot("org/name", "bbb");
        touch(snapshot("org/name", "ccc"), -2_000);

        assertEquals(Optional.of(newest), new HubCache(folder).snapshot("org/name"));
        reference("org/name", "gone");
        assertEquals(Optional.of(newest), new HubCache(folder).snapshot("org/name"));
    }

    @Test
    void aReferenceOutOfTheCacheIsNotFollowed() throws IOException {
        Files.createDirectories(folder.resolve("outside"));
        Path inside = snapshot("org/name", "aaa");
        for (String hostile : List.of("../../outside", "..", ".", folder.resolve("outside").toString(), "x".repeat(5000), "\u0000")) {
            reference("org/name", hostile);

            assertEquals(Optional.of(inside), new HubCache(folder).snapshot("org/name"), hostile);
        }
    }

    @Test
    void whatIsNoIdHasNoSnapshot() throws IOException {
        snapshot("org/name", "aaa");
        for (String id : List.of("", "..", "../name", "org/name/more", "/org/name", "org\\name", "org/..", "other/name")) {
            assertEquals(Optional.empty(), new HubCache(folder).snapshot(id), id);
        }
    }

    @Test
    void allIdsWithASnapshotAreListed() throws IOException {
        snapshot("org/name", "aaa");
        snapshot("gpt2", "bbb");
        Files.createDirectories(folder.resolve("models--org--empty/snapshots"));
        Files.createDirectories(folder.resolve("datasets--org--data/snapshots/ccc"));

        assertEquals(List.of("gpt2", "org/name"), new HubCache(folder).ids());
        assertEquals(List.of(), new HubCache(folder.resolve("nowhere")).ids());
    }

    private Path snapshot(String id, String commit) throws IOException {
        return Files.createDirectories(folder.resolve("models--" + id.replace("/", "--")).resolve("snapshots").resolve(commit));
    }

    private void reference(String id, String content) throws IOException {
        Path refs = Files.createDirectories(folder.resolve("models--" + id.replace("/", "--")).resolve("refs"));
        Files.writeString(refs.resolve("main"), content);
    }

    private static void touch(Path path, int seconds) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    private static Path locate(Map<String, String> environment) {
        return HubCache.locate(environment::get, Path.of("/home/ada")).folder();
    }
}
