package org.diopter.engine.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.diopter.model.UnusableInputException;

/// Names folders of LESS kernels, each hashed once for as long as its files stay as they are: a window reads its policies with every key. Safe for use by
/// several threads.
public final class KernelHashes {
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    private record Known(List<Stamp> files, KernelReference reference) {}

    /// What changes when a file does.
    private record Stamp(Path file, long bytes, FileTime changed) {}

    /// The folder as it is now, see [KernelReference#of].
    ///
    /// @throws UnusableInputException D-403 if there are no kernels in it
    public KernelReference of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        List<Stamp> files = stamps(absolute);
        Known before = known.get(absolute);
        if (before != null && before.files().equals(files)) {
            return before.reference();
        }
        KernelReference reference = KernelReference.of(absolute);
        known.put(absolute, new Known(files, reference));
        return reference;
    }

    private static List<Stamp> stamps(Path folder) {
        List<Stamp> stamps = new ArrayList<>();
        for (Path file : KernelReference.files(folder)) {
            try {
                stamps.add(new Stamp(file, Files.size(file), Files.getLastModifiedTime(file)));
            } catch (IOException e) {
                throw KernelReference.unreadable(folder, e);
            }
        }
        return stamps;
    }
}
