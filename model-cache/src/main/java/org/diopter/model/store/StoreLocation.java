package org.diopter.model.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where the program keeps what it can make again: `$DIOPTER_HOME`, else a folder of its own in the operating system's cache folder.
public final class StoreLocation {
    private static final String HOME_VARIABLE = "DIOPTER_HOME";

    private StoreLocation() {}

    /// The folder of this process; it need not exist yet.
    public static Path resolve() {
        return resolve(System::getenv, System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")));
    }

    /// The folder under given circumstances.
    ///
    /// @param environment from a variable's name to its value, null if it is not set
    /// @param os the value of `os.name`
    static Path resolve(Function<String, @Nullable String> environment, String os, Path userHome) {
        Optional<Path> chosen = folder(environment, HOME_VARIABLE);
        if (chosen.isPresent()) {
            return chosen.get().toAbsolutePath().normalize();
        }
        String system = os.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return folder(environment, "LOCALAPPDATA").orElse(userHome.resolve("AppData").resolve("Local")).resolve("diopter");
        }
        // A container or a cluster may have given the process another home than the user's own.
        Path home = folder(environment, "HOME").filter(Path::isAbsolute).orElse(userHome);
        if (system.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve("diopter");
        }
        // The XDG base directory specification: a relative path is invalid and must be ignored.
        return folder(environment, "XDG_CACHE_HOME").filter(Path::isAbsolute).orElse(home.resolve(".cache")).resolve("diopter");
    }

    private static Optional<Path> folder(Function<String, @Nullable String> environment, String variable) {
        return Optional.ofNullable(environment.apply(variable)).filter(value -> !value.isBlank()).map(Path::of);
    }
}
