import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A program that must succeed.
///
/// @param words the program and its arguments
/// @param environment what is set for it besides; an empty value takes a variable away
record Command(List<String> words, Map<String, String> environment) {
    Command(List<String> words) {
        this(words, Map.of());
    }

    Command(String... words) {
        this(List.of(words));
    }

    Command with(Map<String, String> more) {
        return new Command(words, more);
    }

    /// A tool of the JDK that this runs on.
    static String ofJdk(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    static boolean exists(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /// Its standard output.
    ///
    /// @throws IllegalStateException with all that it said, if it fails
    String run() throws IOException, InterruptedException {
        Path said = Files.createTempFile("diopter-said-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectError(said.toFile());
            environment.forEach((name, value) -> {
                if (value.isEmpty()) {
                    builder.environment().remove(name);
                } else {
                    builder.environment().put(name, value);
                }
            });
            Process process = builder.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int ended = process.waitFor();
            if (ended != 0) {
                throw new IllegalStateException("%s ended with %d%n%s%n%s".formatted(String.join(" ", words), ended, out, Files.readString(said)));
            }
            return out;
        } finally {
            Files.delete(said);
        }
    }
}
