package org.diopter.engine.arch;

import org.diopter.model.checkpoint.ModelConfig;

/// Reads the width of sliding windows.
final class Windows {
    private static final String KEY = "sliding_window";

    private Windows() {}

    /// The width, 0 for none. A `null` in the file means none, a missing key what the family falls back on.
    static int width(ModelConfig config, int byDefault) {
        return config.optionalPositive(KEY).orElse(config.keys().contains(KEY) ? 0 : byDefault);
    }
}
