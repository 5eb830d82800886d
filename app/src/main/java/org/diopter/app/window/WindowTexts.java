package org.diopter.app.window;

import org.diopter.views.kit.Texts;

/// The window's texts.
final class WindowTexts {
    static final Texts ALL = Texts.of(WindowTexts.class);

    private WindowTexts() {}
}
