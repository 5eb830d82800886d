package org.diopter.app.window;

import org.diopter.model.UnusableInputException;
import org.diopter.views.kit.Texts;

/// The window's texts.
final class WindowTexts {
    static final Texts ALL = Texts.of(WindowTexts.class);

    private WindowTexts() {}

    /// Why something could not be done, for people.
    static String sentence(Throwable why) {
        return why instanceof UnusableInputException input ? input.sentence() : ALL.get("unexpected", String.valueOf(why.getMessage()));
    }
}
