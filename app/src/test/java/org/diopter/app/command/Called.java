package org.diopter.app.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One call of the program inside the test's process, and what came of it.
record Called(int exitCode, String out, String err) {

    /// @param home the program's home folder
    static Called with(Path home, String... args) {
        return with(home, new Interruption(), args);
    }

    static Called with(Path home, Interruption interruption, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Invocation invocation = new Invocation(Console.of(out, err, false), interruption);
        String[] all = Stream.concat(Arrays.stream(args), Stream.of("--home", home.toString())).toArray(String[]::new);
        int exitCode = Commands.run(invocation, all);
        return new Called(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Standard output as JSON.
    JsonNode json() {
        return Json.MAPPER.readTree(out);
    }

    /// A tiny random model that the engine is tested with; it has no tokenizer.
    static String family(String name) {
        Path folder = Path.of("..", "lens-engine", "src", "test", "resources", "oracles", "families", name);
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(folder.toAbsolutePath() + " is not there");
        }
        return folder.toString();
    }
}
