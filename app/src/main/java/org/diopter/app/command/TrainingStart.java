package org.diopter.app.command;

import java.nio.file.Path;
import org.diopter.model.UnusableInputException;

/// How a training begins.
///
/// @param resume whether it goes on from where an earlier one was broken off
/// @param force whether it may replace the result of another
record TrainingStart(boolean resume, boolean force) {
    /// Whether what lies in its folder may be a broken-off training's, which it may replace.
    boolean mayReplace() {
        return resume || force;
    }

    /// Whether it may replace what lies in its folder only if an earlier training was broken off.
    boolean needsBegun() {
        return resume && !force;
    }

    /// What is in a folder is not from a training that could go on.
    ///
    /// @param what is in it
    static UnusableInputException nothingBegun(Path folder, String what) {
        return new UnusableInputException("D-501", "‘%s’ holds %s already, and no training of this model, text and options was broken off. Replace it with --force, or name another folder."
                .formatted(folder, what));
    }
}
