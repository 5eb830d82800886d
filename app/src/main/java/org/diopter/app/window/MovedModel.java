package org.diopter.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.diopter.app.settings.RecentModel;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.WeightHash;
import org.diopter.model.store.ArtefactStore;
import org.jspecify.annotations.Nullable;

/// Finds a session's model that is not where it was: by its hash, at the places where it may be by its name. These are models that were opened before, and
/// what lies beside the session, as where both were moved together.
///
/// @param store remembers hashes, so that no file is read twice for one
record MovedModel(ArtefactStore store) {
    /// Where the model is by now. Not for the FX thread.
    ///
    /// @param name of the model
    /// @param source where it was
    /// @param session the session's file
    /// @param recent models that were opened before
    Optional<Path> find(String name, Path source, String sha256, Path session, List<RecentModel> recent, Progress progress) {
        Set<Path> places = new LinkedHashSet<>();
        recent.stream().filter(model -> model.name().equals(name)).map(RecentModel::folder).forEach(places::add);
        Path file = source.getFileName();
        Path beside = session.toAbsolutePath().getParent();
        Stream.of(beside, beside == null ? null : beside.getParent())
                .flatMap(folder -> folder == null || file == null ? Stream.empty() : Stream.of(folder.resolve(file)))
                .forEach(places::add);
        return places.stream().filter(place -> !place.equals(source) && Files.exists(place)).filter(place -> sha256.equals(hash(place, progress))).findFirst();
    }

    /// Of the weights; null of what cannot be opened, and of exports, whose hash is of other files.
    private @Nullable String hash(Path place, Progress progress) {
        try (Checkpoint checkpoint = Checkpoint.open(place)) {
            return WeightHash.of(checkpoint, store, progress);
        } catch (UnusableInputException none) {
            return null;
        }
    }
}
