package org.diopter.e2e.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a user's script relies on: exit codes, clean streams, equal numbers, and that a command never touches the toolkit or the network.
class ProcessTest {
    private static final String PROMPT = "The capital of France is";

    private static final Pattern TOOLKIT = Pattern.compile(" (javafx|com\\.sun\\.(glass|javafx|prism))\\.");

    @TempDir
    Path folder;

    @Test
    void nothingButJsonIsOnStandardOutput() throws Exception {
        Program.Ended ended = Program.in(folder).run("lens", "bundled", "--prompt", "首都 🦆 " + PROMPT, "--json", "-");
        assertEquals(0, ended.exitCode(), ended.err());
        assertTrue(ended.out().startsWith("{\"diopter\":"), ended.out().substring(0, 40));
        assertTrue(ended.out().endsWith("}\n"), "one object and a line end");
        assertEquals("", ended.err());
        assertEquals("首都 🦆 " + PROMPT, ended.json().at("/study/input/prompt").asString());
    }

    @Test
    void aResultRunsAgainToTheSameNumbers() throws Exception {
        Program program = Program.in(folder);
        Path first = folder.resolve("first.json");
        Path second = folder.resolve("second.json");
        assertEquals(0, program.run("lens", "bundled", "--prompt", PROMPT, "--track", "Paris", "--json", first.toString()).exitCode());
        assertEquals(0, program.run("run", first.toString(), "--json", second.toString()).exitCode());
        assertEquals(-1, Files.mismatch(first, second));
    }

    @Test
    void aCheckOfTheBundledModelPasses() throws Exception {
        Program.Ended ended = Program.in(folder).run("check", "--json", "-");
        assertEquals(0, ended.exitCode(), ended.err());
        for (JsonNode check : ended.json().get("checks")) {
            assertTrue(check.get("ok").asBoolean(), check.toString());
        }
    }

    @Test
    void wrongUsageEndsWithTwo() throws Exception {
        Program.Ended ended = Program.in(folder).run("lens", "bundled", "--prompt", "a", "--policies", "full");
        assertEquals(2, ended.exitCode());
        assertTrue(ended.err().contains("Unknown option"), ended.err());
        assertEquals("", ended.out());
    }

    @Test
    void anUnusableModelEndsWithThreeAndOneSentence() throws Exception {
        Program.Ended ended = Program.in(folder).run("lens", folder.toString(), "--prompt", "a");
        assertEquals(3, ended.exitCode());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().startsWith("D-101: No model found in "), ended.err());
    }

    @Test
    void ctrlCStopsTheWorkAndEndsWith130() throws Exception {
        Interrupt.assumePossible();
        Program program = Program.in(folder);
        Path result = folder.resolve("b.json");
        Process process = program.start("bench", "--model", "bundled", "--lengths", "1000,1001,1002", "--json", result.toString());
        waitForFile(folder.resolve("home").resolve("weight-hash"));
        Thread.sleep(1_500);
        Interrupt.send(process);
        long asked = System.nanoTime();
        Program.Ended ended = program.ended(process);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
        assertEquals(130, ended.exitCode(), ended.err());
        assertTrue(millis < 5_000, "it took " + millis + " ms");
        assertEquals(List.of("Cancelling…", "Cancelled."), ended.err().lines().filter(line -> line.startsWith("Cancel")).toList());
        assertFalse(Files.exists(result));
        assertFalse(Files.exists(folder.resolve("hs_err_pid" + process.pid() + ".log")), "it crashed");
    }

    @Test
    void aCommandNeverStartsTheToolkit() throws Exception {
        Path log = folder.resolve("classes.txt");
        Program program = Program.in(folder).with("-Xlog:class+load:file=" + log);
        Path picture = folder.resolve("o.svg");
        assertEquals(0, program.run("figure", "trajectory", "--prompt", PROMPT, "--out", picture.toString()).exitCode());
        try (Stream<String> lines = Files.lines(log)) {
            assertEquals(List.of(), lines.filter(line -> TOOLKIT.matcher(line).find()).toList());
        }
    }

    @Test
    void aCommandNeverTouchesTheNetworkOrTheUsersFolders() throws Exception {
        Program.Ended ended = Program.in(folder).startedBy(OfflineProgram.class)
                .run("lens", "bundled", "--prompt", PROMPT, "--json", folder.resolve("o.json").toString(), "--quiet");
        assertEquals(0, ended.exitCode(), ended.err());
        assertEquals("attempts 0 sockets 0", ended.err().strip());
        assertEquals(List.of("home", "o.json", "stderr", "stdout"), names(folder).toList(), "nothing of the user's own folders is touched");
    }

    private static Stream<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> String.valueOf(path.getFileName())).sorted().toList().stream();
        }
    }

    @Test
    void withoutADisplayTheWindowIsPaintedIntoAFile() throws Exception {
        Program.Ended ended = Program.in(folder).run();
        assertEquals(0, ended.exitCode(), ended.err());
        Path picture = folder.resolve("home").resolve("pictures").resolve("window.png");
        assertTrue(ended.err().contains("There is no display"), ended.err());
        assertTrue(ended.err().contains(picture.toString()), ended.err());
        assertTrue(Files.size(picture) > 50_000, "a picture with something on it");
    }

    @Test
    void theRehearsalForFasterStartsWorksAndLeavesNothing() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Program.Ended ended = Program.in(folder).with("-Djava.io.tmpdir=" + temporary).run("--rehearse");
        assertEquals(0, ended.exitCode(), ended.err());
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.filter(path -> path.getFileName().toString().startsWith("diopter-")).toList());
        }
        assertFalse(Files.exists(folder.resolve("home")), "the user's home folder was used");
    }

    private static void waitForFile(Path file) throws InterruptedException {
        for (int i = 0; i < 600 && !Files.exists(file); i++) {
            Thread.sleep(50);
        }
    }

    @Test
    void theDumpIsWhatTheModelComputes() throws IOException, InterruptedException {
        for (String family : List.of("llama", "gpt2", "mistral", "llama_bf16")) {
            Tensors reference = Tensors.read(Program.family(family).resolve("reference.safetensors"));
            Path dump = folder.resolve(family + ".safetensors");
            String ids = String.join(",", reference.numbers("p1/input_ids").mapToObj(id -> Integer.toString((int) id)).toList());
            Program.Ended ended = Program.in(folder)
                    .run("lens", Program.family(family).toString(), "--token-ids", ids, "--dump", dump.toString(), "--json", "-");
            assertEquals(0, ended.exitCode(), ended.err());
            Tensors written = Tensors.read(dump);
            for (String name : reference.names()) {
                if (name.startsWith("p1/")) {
                    compare(family + " " + name, reference, name, written, name.substring("p1/".length()));
                }
            }
        }
    }

    private static void compare(String at, Tensors reference, String name, Tensors written, String writtenName) throws IOException {
        assertEquals(reference.shape(name), written.shape(writtenName), at);
        double[] expected = reference.numbers(name).toArray();
        double[] actual = written.numbers(writtenName).toArray();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-4, at + " at " + i);
        }
    }
}
