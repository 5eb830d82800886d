package org.diopter.app.command;

import org.diopter.engine.edit.SvdMethod;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// The names of the ways in which components are found.
final class MethodWords {
    static final String EXACT = "exact";
    static final String RANDOMISED = "randomised";
    static final String HELP = "How components are found: exact, or randomised as in the LASER paper's code, which is less accurate and depends on"
            + " --seed; exact if not given.";

    private MethodWords() {}

    /// What a study records of a name: null for the exact method, of which studies say nothing.
    ///
    /// @throws UnusableInputException D-205 if there is no such method
    static @Nullable String recorded(String name) {
        method(name, 0);
        return name.equals(EXACT) ? null : name;
    }

    /// @param name null for the exact method
    /// @throws UnusableInputException D-205 if there is no such method
    static SvdMethod method(@Nullable String name, long seed) {
        if (name == null || name.equals(EXACT)) {
            return SvdMethod.EXACT;
        }
        if (name.equals(RANDOMISED)) {
            return new SvdMethod.Randomised(seed);
        }
        throw new UnusableInputException("D-205", "There is no method ‘%.40s’. Methods are exact and randomised.".formatted(name));
    }
}
