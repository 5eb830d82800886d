package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says where the result goes as JSON.
final class OutputArguments {
    @Option(names = "--json", paramLabel = "FILE|-", description = "Write the result as JSON; - is standard output, with nothing else on it.")
    private @Nullable String json;

    /// Where JSON goes, if it is wanted.
    ///
    /// @param note is told once a file is written
    Optional<JsonTarget> json(Console console, Consumer<String> note) {
        String target = json;
        if (target == null) {
            return Optional.empty();
        }
        return Optional.of(target.equals("-") ? new JsonTarget.Stream(console) : new JsonTarget.File(new OutputFile(Path.of(target)), note));
    }
}
