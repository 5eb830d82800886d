package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Asks for a model that is one file, or for a file of a model's folder.
final class ModelFiles {
    private static final List<String> PATTERNS = List.of("*.gguf", "*.onnx", "config.json", "*.safetensors");

    private ModelFiles() {}

    static Optional<Path> choose(Choosers choosers, String title) {
        return choosers.files(title, WindowTexts.ALL.get("open.files"), PATTERNS, false).stream().findFirst();
    }
}
