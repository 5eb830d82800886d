package org.diopter.model.checkpoint.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Files that PyTorch 2.15 wrote, by `make_fixtures.py` beside them.
final class Fixture {
    private Fixture() {}

    static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixture.class.getResource("/torch/" + name), name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
