package org.diopter.app.session;

import java.nio.file.Path;
import java.util.Collection;

/// What a session may hold at most. A file that says more is damaged, or made to do harm.
final class Limits {
    static final int FILE_BYTES = 64 << 20;
    static final int PART_BYTES = 16 << 20;
    static final int PARTS = 32;
    static final int DEPTH = 20;
    static final int TEXT = 4 << 20;
    static final int NAME = 1_000;
    static final int TOKENS = 1 << 20;
    static final int CARDS = 1_000;
    static final int PROMPTS = 1_000;
    static final int PINS = 1_000;
    static final int SNAPSHOTS = 1_000;

    private Limits() {}

    /// @throws IllegalArgumentException if a text is missing or longer than this
    static void text(String name, String text, int most) {
        if (text == null || text.length() > most) {
            throw new IllegalArgumentException(text == null ? "no " + name : "a " + name + " of " + text.length() + " characters");
        }
    }

    /// A path, or a word that stands for one.
    ///
    /// @throws IllegalArgumentException if a path is missing, too long, or none on this system
    static void path(String name, String path) {
        text(name, path, NAME * 4);
        var _ = Path.of(path); // what it throws is such an exception
    }

    /// @throws IllegalArgumentException if there are none at all, or more than this
    static void count(String name, Collection<?> all, int most) {
        if (all == null || all.size() > most) {
            throw new IllegalArgumentException(all == null ? "no " + name : all.size() + " " + name);
        }
    }

    /// @throws IllegalArgumentException if a number is outside its range
    static void range(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("a " + name + " of " + value);
        }
    }
}
