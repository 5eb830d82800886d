package org.diopter.model.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.ArtefactStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hash of a model's weights, remembered for files that have not changed: hashing gigabytes at every start would be slow.
public final class WeightHash {
    private static final Logger LOG = LoggerFactory.getLogger(WeightHash.class);
    private static final String KIND = "weight-hash";

    private WeightHash() {}

    /// The weights' identity, as [Checkpoint#sha256] says.
    ///
    /// @param store where it is kept
    /// @throws CancelledException if the user stopped it
    public static String of(Checkpoint checkpoint, ArtefactStore store, Progress progress) {
        return of(checkpoint.weights(), store, progress);
    }

    /// The identity of weights that lie in some files.
    ///
    /// @param files real paths, in an order that does not change
    public static String of(List<Path> files, ArtefactStore store, Progress progress) {
        List<WeightFiles.WeightFile> known = new ArrayList<>();
        try {
            for (Path file : files) {
                known.add(new WeightFiles.WeightFile(String.valueOf(file.getFileName()), file, Files.size(file)));
            }
        } catch (IOException e) {
            throw new UnusableInputException(Safetensors.CODE, "The weights cannot be read any more: %s.".formatted(UnusableInputException.reason(e)), e);
        }
        return of(new WeightFiles(known.getFirst().name(), known, known, Map.of()), store, progress);
    }

    static String of(WeightFiles weights, ArtefactStore store, Progress progress) {
        String key = files(weights);
        return find(store, key).orElseGet(() -> {
            String hash = weights.sha256(progress);
            keep(store, key, hash);
            return hash;
        });
    }

    private static Optional<String> find(ArtefactStore store, String key) {
        try {
            Optional<Path> file = store.find(KIND, key);
            return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("a kept hash could not be read; it is computed again", e);
            return Optional.empty();
        }
    }

    /// A hash that cannot be kept is computed again next time: no reason not to open the model.
    private static void keep(ArtefactStore store, String key, String hash) {
        try {
            store.write(KIND, key, out -> out.write(hash.getBytes(StandardCharsets.US_ASCII)));
        } catch (UnusableInputException e) {
            LOG.warn("a hash is not kept", e);
        }
    }

    /// Path, size and time of change of every file of the user's.
    private static String files(WeightFiles weights) {
        TreeSet<Path> files = new TreeSet<>();
        weights.origins().forEach(file -> files.add(file.path()));
        StringBuilder key = new StringBuilder();
        try {
            for (Path file : files) {
                key.append(file).append('|').append(Files.size(file)).append('|').append(Files.getLastModifiedTime(file)).append('\n');
            }
        } catch (IOException e) {
            throw new UnusableInputException(Safetensors.CODE, "%s cannot be read any more: %s."
                    .formatted(weights.title(), UnusableInputException.reason(e)), e);
        }
        return key.toString();
    }
}
