package org.diopter.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.diopter.app.command.Commands;
import org.diopter.app.window.WindowOptions;
import org.diopter.engine.EngineOptions;

/// Does once what users do most, with a home folder that is deleted afterwards: Java records the classes that it needs, and later starts find them
/// ready.
final class Rehearsal {
    private static final String PROMPT = "The capital of France is";

    private Rehearsal() {}

    /// @return what the process ends with: 0 if everything worked
    static int run() {
        try {
            Path home = Files.createTempDirectory("diopter-rehearsal-");
            try {
                return rehearse(home);
            } finally {
                delete(home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int rehearse(Path home) {
        List<String> lens = List.of("lens", "bundled", "--prompt", PROMPT, "--home", home.toString());
        List<String> figure = List.of(
                "figure", "trajectory", "bundled", "--prompt", PROMPT, "--home", home.toString(), "--out", home.resolve("figure.svg").toString());
        int ended = Math.max(Commands.run(lens.toArray(String[]::new)), Commands.run(figure.toArray(String[]::new)));
        EngineOptions usual = EngineOptions.standard();
        EngineOptions engine = new EngineOptions(usual.provider(), usual.threads(), home);
        WindowOptions options = new WindowOptions(engine, Optional.empty(), Optional.empty(), 0);
        return Math.max(ended, WindowStart.paint(options, home.resolve("window.png"), System.err));
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
