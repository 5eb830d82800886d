package org.diopter.engine.lens.training;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.store.ArtefactStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a training is kept so that it can go on in another process. Written whole or not at all; one that cannot be read is set aside, and the training begins
/// anew.
///
/// @param key all that the training depends on: the model, the text, the plan
public record TrainingCheckpoint(ArtefactStore store, String key) {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingCheckpoint.class);
    private static final String KIND = "lens-training";
    /// Raised whenever the training does something else with the same plan, or its file is another.
    private static final int VERSION = 3;

    /// @param model the SHA-256 of its weights
    public static TrainingCheckpoint of(ArtefactStore store, String model, TrainingText text, TrainingPlan plan) {
        return new TrainingCheckpoint(store, String.join(" ", model, text.sha256(), plan.toString(), Integer.toString(VERSION)));
    }

    /// Makes the training begin anew.
    public void forget() {
        store.setAside(KIND, key);
    }

    /// Whether an earlier process left something.
    public boolean exists() {
        return store.find(KIND, key).isPresent();
    }

    /// @throws UnusableInputException D-503 if it cannot be written; what was kept before stays
    void save(TrainingState state) {
        store.write(KIND, key, StateWriter.of(state)::writeTo);
    }

    /// What an earlier process left, if anything.
    ///
    /// @param layers which are trained
    Optional<TrainingState> load(List<Integer> layers, int width) {
        Optional<Path> file = store.find(KIND, key);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StateReader(Safetensors.read(file.get()), layers, width).state());
        } catch (UnusableInputException | UncheckedIOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.warn("a kept training could not be read; it begins anew", e);
            store.setAside(KIND, key);
            return Optional.empty();
        }
    }
}
