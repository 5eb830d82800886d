package org.diopter.model.tokenizer;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/// Tokenizers for tests: small ones in the resources.
final class TokenizerFolder {
    private TokenizerFolder() {}

    /// The folder of a `tokenizer.json` in the test resources.
    static Path resource(String name) {
        URL file = Objects.requireNonNull(TokenizerFolder.class.getResource(name + "/tokenizer.json"), name);
        try {
            return Objects.requireNonNull(Path.of(file.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Where tests unpack the native library: in the build folder.
    static Path natives() {
        return Path.of(System.getProperty("org.bytedeco.javacpp.cachedir", "target/natives")).toAbsolutePath();
    }

    static Tokenizer open(Path folder) {
        return DjlTokenizer.open(folder, natives()).orElseThrow();
    }
}
