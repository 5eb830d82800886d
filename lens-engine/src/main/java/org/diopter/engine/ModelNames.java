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

    /// The file's name without its ending; where that says nothing (`model`, `decoder_model_merged`), with the name of the model's folder before it.
    static String ofFile(Path file) {
        String own = name(file).replaceFirst("\\.onnx$", "");
        if (!own.startsWith("model") && !own.startsWith("decoder_model")) {
            return own;
        }
        Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
        return of(name(folder).equals("onnx") ? folder.resolve("..").normalize() : folder) + "/" + own;
    }

    private static String name(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }
}
