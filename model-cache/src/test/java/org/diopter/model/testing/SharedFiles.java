package org.diopter.model.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Models and reference numbers that lie beside a checkout. Tests that need them skip where they are absent.
public final class SharedFiles {
    private SharedFiles() {}

    /// A file or folder there, such as `models/almanac-8m`.
    public static Path require(String relative) {
        Path path = Path.of(System.getProperty("diopter.shared", "../../shared"), relative);
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: %s is not there (system property diopter.shared)".formatted(path));
        return path;
    }
}
