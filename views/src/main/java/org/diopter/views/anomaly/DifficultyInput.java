package org.diopter.views.anomaly;

import java.nio.file.Path;
import java.util.Optional;

/// Which task is looked at.
///
/// @param task file of examples with options and the right one; empty before one was chosen
/// @param ordering file with a number for each example, to correlate with
public record DifficultyInput(Optional<Path> task, Optional<Path> ordering) {
    /// Before anything was chosen.
    public static final DifficultyInput NONE = new DifficultyInput(Optional.empty(), Optional.empty());
}
