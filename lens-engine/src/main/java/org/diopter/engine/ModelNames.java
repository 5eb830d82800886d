package org.diopter.engine;

import java.nio.file.Path;

/// What a model folder is called.
final class ModelNames {
    private static final String HUB_PREFIX = "models--";

    private ModelNames() {}

    /// The folder's name; of a folder in a Hugging Face cache (`models--org--name/snapshots/commit`), `org/name`.
    static String of(Path folder) {
        Path parent = folder.resolve("..").normalize();
        Path hub = parent.resolve("..").normalize();
        if (parent.endsWith("snapshots") && name(hub).startsWith(HUB_PREFIX)) {
            return name(hub).substring(HUB_PREFIX.length()).replaceFirst("--", "/");
        }
        return name(folder);
    }

    private static String name(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }
}
