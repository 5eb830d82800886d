package org.diopter.app.settings;

import java.nio.file.Path;

/// A model that was opened before.
///
/// @param about what it is, in a few words: `Llama layout · 8 layers · 16 MB`
/// @param opened day of the last opening, as ISO 8601: `2026-11-25`
public record RecentModel(String name, Path folder, String about, String opened) {}
