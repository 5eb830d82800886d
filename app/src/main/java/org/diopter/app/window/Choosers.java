package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The only door to the system's file choosers, which a test cannot open.
interface Choosers {
    /// Asks for a folder.
    Optional<Path> folder(String title);

    /// Asks for files to read.
    ///
    /// @param kind what they are, for people
    /// @param patterns of their names: `*.txt`
    /// @param several whether more than one can be chosen
    /// @return empty if the user chose none
    List<Path> files(String title, String kind, List<String> patterns, boolean several);

    /// Asks for a name to write to.
    Optional<Path> save(String title, String proposed);
}
