package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.diopter.model.hub.HubAccess;
import org.diopter.model.hub.HubCache;
import org.diopter.model.testing.FakeHub;
import org.diopter.model.testing.FakeHub.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PullCommandTest {
    @TempDir
    static Path home;

    @TempDir
    Path cache;

    private FakeHub server;

    @BeforeEach
    void start() throws IOException {
        Path model = Path.of(Called.family("llama"));
        server = new FakeHub("org/tiny")
                .file("config.json", Files.readAllBytes(model.resolve("config.json")))
                .file("model.safetensors", Files.readAllBytes(model.resolve("model.safetensors")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsPulledCanBeOpened() {
        Called pulled = pull("pull", "org/tiny");
        assertEquals(ExitCode.DONE, pulled.exitCode(), pulled.err());
        Path folder = Path.of(pulled.out().strip().lines().toList().getLast());

        assertEquals(ExitCode.DONE, Called.with(home, "check", folder.toString()).exitCode());
    }

    @Test
    void theResultListsTheFiles() {
        JsonNode result = pull("pull", "org/tiny", "--json", "-").json();

        assertEquals(List.of("config.json", "model.safetensors"), result.get("files").valueStream().map(file -> file.get("path").asString()).toList());
        assertEquals(FakeHub.COMMIT, result.get("commit").asString());
        assertEquals("pull", result.get("study").get("command").asString());
        assertEquals(result.get("bytes").asLong(), result.get("files").valueStream().mapToLong(file -> file.get("downloaded").asLong()).sum());
    }

    @Test
    void aDryRunDownloadsNothing() throws IOException {
        JsonNode result = pull("pull", "org/tiny", "--dry-run", "--json", "-").json();

        assertTrue(result.get("files").get(1).get("missing").asLong() > 0);
        try (Stream<Path> files = Files.list(cache)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void whatTheHubRefusesEndsWithThree() {
        server.gated("hf_secret");
        Called refused = pull("pull", "org/tiny");

        assertEquals(ExitCode.UNUSABLE_INPUT, refused.exitCode());
        assertTrue(refused.err().startsWith("D-702: org/tiny is given only to those who accept its licence."), refused.err());
        assertEquals("", refused.out());
    }

    @Test
    void anotherTypeIsWrongUsage() {
        assertEquals(ExitCode.WRONG_USAGE, pull("pull", "org/tiny", "--repo-type", "dataset").exitCode());
        assertEquals(ExitCode.WRONG_USAGE, pull("pull").exitCode());
    }

    @Test
    void aRequestToStopEndsWithItsSignal() {
        server.fault("model.safetensors", Fault.stallAfter(10));
        Interruption interruption = new Interruption();
        Thread.ofVirtual().start(() -> {
            while (server.asked("model.safetensors").size() < 2) {
                Thread.onSpinWait();
            }
            interruption.request(2);
        });

        assertEquals(130, pull(interruption, "pull", "org/tiny").exitCode());
    }

    @Test
    void nothingButPullAsksTheHub() {
        for (String command : List.of("models", "check org/tiny", "lens org/tiny --token-ids 1", "check bundled")) {
            pull(command.split(" "));
        }

        assertEquals(List.of(), server.asked());
    }

    @Test
    void quietSaysNothingOnStandardError() {
        assertEquals("", pull("pull", "org/tiny", "--quiet").err());
        assertFalse(pull("pull", "org/tiny").err().isEmpty());
    }

    private Called pull(String... args) {
        return pull(new Interruption(), args);
    }

    private Called pull(Interruption interruption, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        URI endpoint = server.endpoint();
        Invocation invocation = new Invocation(
                Console.of(out, err, false), interruption, () -> new HubAccess(endpoint, Optional.empty(), new HubCache(cache)));
        String[] all = Stream.concat(Arrays.stream(args), Stream.of("--home", home.toString())).toArray(String[]::new);
        int exitCode = Commands.run(invocation, all);
        return new Called(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
