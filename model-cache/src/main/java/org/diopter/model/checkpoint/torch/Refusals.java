package org.diopter.model.checkpoint.torch;

import java.io.IOException;
import org.diopter.model.UnusableInputException;

/// What is said of a file that cannot be used.
///
/// @param file what the user calls it
record Refusals(String file) {
    /// The short code of all errors in a PyTorch file.
    private static final String CODE = "D-103";

    /// The file contradicts itself.
    ///
    /// @param what in the form "entry x ends at 7"
    UnusableInputException damaged(String what) {
        return refused("is damaged: %s. Download it again".formatted(what));
    }

    /// The file is not of a kind that is read.
    ///
    /// @param predicate goes on after the file's name, without the full stop
    UnusableInputException refused(String predicate) {
        return new UnusableInputException(CODE, file + " " + predicate + ".");
    }

    /// The file is not there or the system does not let it be read.
    UnusableInputException unreadable(IOException cause) {
        return new UnusableInputException(CODE, "%s cannot be read: %s.".formatted(file, UnusableInputException.reason(cause)), cause);
    }
}
