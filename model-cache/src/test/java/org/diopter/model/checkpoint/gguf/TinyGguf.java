package org.diopter.model.checkpoint.gguf;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/// The tiny random model that holds every common tensor type, and what the Python package says of it.
public final class TinyGguf {
    private TinyGguf() {}

    /// `tiny-llama.gguf`.
    public static Path path() {
        return resource("tiny-llama.gguf");
    }

    /// A file beside it.
    public static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(TinyGguf.class.getResource(name), name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
