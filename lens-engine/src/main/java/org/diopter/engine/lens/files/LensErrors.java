package org.diopter.engine.lens.files;

import org.diopter.model.UnusableInputException;

/// What is said of a lens that cannot be used.
final class LensErrors {
    private static final String CODE = "D-301";

    private LensErrors() {}

    /// The lens is not of a form, or not of the sizes, that can be read through.
    static UnusableInputException unfit(String sentence) {
        return new UnusableInputException(CODE, sentence);
    }
}
