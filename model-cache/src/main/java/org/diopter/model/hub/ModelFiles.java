package org.diopter.model.hub;

import java.io.IOException;
import java.io.InputStream;

/// The files of a model that comes with the program, wherever they come from.
interface ModelFiles {
    /// Whether this program has them.
    boolean arePresent();

    /// What they are.
    ///
    /// @throws org.diopter.model.UnusableInputException if they are not present or damaged
    BundleManifest manifest();

    /// Reads one file.
    ///
    /// @throws org.diopter.model.UnusableInputException if it is missing
    /// @throws IOException if it cannot be read
    InputStream open(String name) throws IOException;
}
