package org.diopter.app.command;

import org.diopter.model.UnusableInputException;

/// The lenses that can be named.
final class LensNames {
    static final String LOGIT = "logit";

    private LensNames() {}

    /// @throws UnusableInputException D-301 if there is no such lens
    static void require(String lens) {
        if (!lens.equals(LOGIT)) {
            throw new UnusableInputException("D-301",
                    "There is no lens ‘%s’. This version reads through the logit lens: --lens logit.".formatted(lens));
        }
    }
}
