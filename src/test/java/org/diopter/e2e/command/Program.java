package org.diopter.e2e.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Starts the program as a process with the class path of this module.
///
/// @param folder a folder of the test's: the program's home is in it, and what the process writes
/// @param mainClass what is started
/// @param javaOptions more options for Java
/// @param environment variables beside the test's own
record Program(Path folder, String mainClass, List<String> javaOptions, Map<String, String> environment) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SECONDS = 120;

    static Program in(Path folder) {
        return new Program(folder, "org.diopter.app.Main", List.of(), Map.of());
    }

    Program with(String... options) {
        return new Program(folder, mainClass, List.of(options), environment);
    }

    Program within(Map<String, String> variables) {
        return new Program(folder, mainClass, javaOptions, variables);
    }

    Program startedBy(Class<?> main) {
        return new Program(folder, main.getName(), javaOptions, environment);
    }

    /// What came of a call.
    record Ended(int exitCode, String out, String err) {
        JsonNode json() {
            return JSON.readTree(out);
        }
    }

    /// A model that the engine's tests are proved with.
    static Path family(String name) {
        Path folder = Path.of("..", "..", "lens-engine", "src", "test", "resources", "oracles", "families", name).toAbsolutePath().normalize();
        assertTrue(Files.isDirectory(folder), folder + " is not there");
        return folder;
    }

    /// Runs to the end.
    Ended run(String... args) throws IOException, InterruptedException {
        return ended(start(args));
    }

    /// Starts; [#ended] waits.
    Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Duser.home=" + folder);
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HF_") || name.startsWith("ORT_") || name.startsWith("DISPLAY"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().put("DIOPTER_HOME", folder.resolve("home").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// Waits for the end.
    Ended ended(Process process) throws IOException, InterruptedException {
        return ended(process, SECONDS);
    }

    /// Waits for the end, no longer than some seconds.
    Ended ended(Process process, long seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the program did not end: " + Files.readString(folder.resolve("stderr")));
        }
        String out = Files.readString(folder.resolve("stdout"), StandardCharsets.UTF_8);
        return new Ended(process.exitValue(), out, Files.readString(folder.resolve("stderr"), StandardCharsets.UTF_8));
    }
}
