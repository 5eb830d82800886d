package org.diopter.views.anomaly;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.data.PromptInjection;

/// Which prompts are looked at.
///
/// @param normal file of normal prompts; empty before one was chosen
/// @param suspect file of suspect prompts; empty to make them of the normal ones with an injection
/// @param injection what is put into normal prompts to make suspect ones
public record AnomalyInput(Optional<Path> normal, Optional<Path> suspect, PromptInjection injection) {
    /// Before anything was chosen.
    public static final AnomalyInput INITIAL = new AnomalyInput(Optional.empty(), Optional.empty(), PromptInjection.DEFAULT);

    public AnomalyInput withNormal(Path file) {
        return new AnomalyInput(Optional.of(file), suspect, injection);
    }

    public AnomalyInput withSuspect(Optional<Path> file) {
        return new AnomalyInput(normal, file, injection);
    }

    public AnomalyInput withInjection(PromptInjection other) {
        return new AnomalyInput(normal, Optional.empty(), other);
    }
}
