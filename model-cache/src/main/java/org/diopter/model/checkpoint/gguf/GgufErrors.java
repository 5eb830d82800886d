package org.diopter.model.checkpoint.gguf;

import org.diopter.model.UnusableInputException;

/// The refusals of one GGUF file: each names it.
///
/// @param file what the user calls it
record GgufErrors(String file) {
    private static final String FILE = "D-103";
    private static final String LAYOUT = "D-102";
    private static final String VALUE = "D-107";

    /// The bytes contradict each other.
    UnusableInputException damaged(String what) {
        return new UnusableInputException(FILE, "%s is damaged: %s. Download it again.".formatted(file, what));
    }

    /// The file is whole, but of a form that is not read.
    UnusableInputException unread(String sentence) {
        return new UnusableInputException(FILE, "%s %s".formatted(file, sentence));
    }

    /// The model is one that the program does not run.
    UnusableInputException unsupported(String sentence) {
        return new UnusableInputException(LAYOUT, "%s %s".formatted(file, sentence));
    }

    /// A value of the metadata cannot be used.
    UnusableInputException value(String sentence) {
        return new UnusableInputException(VALUE, "%s: %s".formatted(file, sentence));
    }
}
