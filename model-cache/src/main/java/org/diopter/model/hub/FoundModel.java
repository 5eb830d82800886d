package org.diopter.model.hub;

import java.nio.file.Path;
import java.util.Optional;

/// A model on this machine, whether it can be opened or not.
///
/// @param id what [ModelFinder#resolve] takes: `bundled`, `glassbox`, a Hugging Face id, or a path
/// @param path its folder, or its GGUF file
/// @param family the `model_type` of its configuration, or empty if that cannot be read
/// @param bytes of its tensors; 0 if they cannot be read
/// @param problem why it cannot be opened, in one sentence
public record FoundModel(String id, Path path, Kind kind, String family, long bytes, Optional<String> problem) {
    /// Where a model comes from.
    public enum Kind {
        /// Part of the program.
        BUNDLED,
        /// A folder or a GGUF file.
        FOLDER,
        /// A snapshot in a Hugging Face cache.
        HUB
    }
}
