package org.diopter.app.window;

import java.nio.file.Path;
import java.util.Optional;

/// The only door to the system's file choosers, which a test cannot open.
interface Choosers {
    /// Asks for a folder.
    Optional<Path> folder(String title);
}
