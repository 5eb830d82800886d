package org.diopter.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.store.ArtefactStore;

/// The hash of a model's weights, remembered for files that have not changed: hashing gigabytes at every start would be slow.
final class WeightHash {
    private static final String KIND = "weight-hash";

    private WeightHash() {}

    static String of(Checkpoint checkpoint, ArtefactStore store, Progress progress) {
        String key = files(checkpoint);
        Optional<Path> known = store.find(KIND, key);
        try {
            if (known.isPresent()) {
                return Files.readString(known.get());
            }
            String hash = checkpoint.sha256(progress);
            store.write(KIND, key, out -> out.write(hash.getBytes(StandardCharsets.US_ASCII)));
            return hash;
        } catch (IOException e) {
            throw new UnusableInputException("D-503", "The store's file " + known.map(Path::toString).orElse("") + " cannot be read. Remove it.", e);
        }
    }

    /// Path, size and time of change of every file with weights.
    private static String files(Checkpoint checkpoint) {
        TreeSet<Path> files = new TreeSet<>();
        checkpoint.names().forEach(name -> files.add(checkpoint.tensor(name).file()));
        StringBuilder key = new StringBuilder();
        try {
            for (Path file : files) {
                key.append(file).append('|').append(Files.size(file)).append('|').append(Files.getLastModifiedTime(file)).append('\n');
            }
        } catch (IOException e) {
            throw new UnusableInputException("D-103", "The weights in " + checkpoint.folder() + " cannot be read any more.", e);
        }
        return key.toString();
    }
}
