package org.diopter.engine.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Files that may lie beside a checkout and are no part of the project; a test that needs one is skipped where it is absent.
public final class Shared {
    private Shared() {}

    /// A shared file, or the end of the test if it is not there.
    ///
    /// @param path below the folder of shared files
    public static Path file(String path) {
        Path file = Path.of(System.getProperty("diopter.shared", "absent")).resolve(path);
        assumeTrue(Files.exists(file), path + " is not beside this checkout");
        return file;
    }
}
