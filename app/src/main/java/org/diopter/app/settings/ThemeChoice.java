package org.diopter.app.settings;

/// How the window is coloured.
public enum ThemeChoice {
    /// As the desktop says.
    SYSTEM,
    LIGHT,
    DARK
}
