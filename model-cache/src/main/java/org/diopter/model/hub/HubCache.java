package org.diopter.model.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Hugging Face cache on disk: `models--ORG--NAME/refs/main` names the snapshot, `models--ORG--NAME/snapshots/COMMIT` holds links to its files.
///
/// @param folder the cache; need not exist
public record HubCache(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(HubCache.class);
    private static final String PREFIX = "models--";
    private static final String SEPARATOR = "--";
    private static final Pattern COMMIT = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,100}");
    private static final int MAX_REFERENCE = 200;

    /// The cache of this process's environment: `HF_HUB_CACHE`, else `hub` in `HF_HOME`, else in `~/.cache/huggingface`.
    public static HubCache locate() {
        return locate(System::getenv, Path.of(System.getProperty("user.home", ".")));
    }

    /// The cache under given circumstances.
    ///
    /// @param environment from a variable's name to its value, null if it is not set
    static HubCache locate(Function<String, @Nullable String> environment, Path userHome) {
        Optional<Path> cache = variable(environment, "HF_HUB_CACHE").or(() -> variable(environment, "HUGGINGFACE_HUB_CACHE"));
        return new HubCache(cache.orElseGet(() -> home(environment, userHome).resolve("hub")));
    }

    /// Where Hugging Face's programs keep all they have: `HF_HOME`, else a folder of the user's cache.
    static Path home(Function<String, @Nullable String> environment, Path userHome) {
        return variable(environment, "HF_HOME")
                .or(() -> variable(environment, "XDG_CACHE_HOME").map(xdg -> xdg.resolve("huggingface")))
                .orElse(userHome.resolve(".cache").resolve("huggingface"));
    }

    private static Optional<Path> variable(Function<String, @Nullable String> environment, String name) {
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isBlank()).map(Path::of);
    }

    /// The ids of all models that have a snapshot, in alphabetical order.
    public List<String> ids() {
        return list(folder).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()).replace(SEPARATOR, "/"))
                .filter(id -> snapshot(id).isPresent())
                .sorted()
                .toList();
    }

    /// The folder of a model's current snapshot: the one that `refs/main` names, else the newest.
    ///
    /// @param id such as `org/name`; anything that is no id has no snapshot
    public Optional<Path> snapshot(String id) {
        return HubRepository.isId(id) ? snapshot(HubRepository.model(id)) : Optional.empty();
    }

    /// The folder of a repository's current snapshot.
    public Optional<Path> snapshot(HubRepository repository) {
        return snapshotIn(folder(repository));
    }

    /// The folder of a repository: its blobs, snapshots and references. Need not exist.
    Path folder(HubRepository repository) {
        return folder.resolve(repository.folder());
    }

    /// The current snapshot of a model's folder in a cache.
    static Optional<Path> snapshotIn(Path model) {
        Path snapshots = model.resolve("snapshots");
        return commit(model.resolve("refs").resolve("main"))
                .map(snapshots::resolve)
                .filter(Files::isDirectory)
                .or(() -> list(snapshots).stream().filter(Files::isDirectory).max(Comparator.comparing(HubCache::modified)));
    }

    private static Optional<String> commit(Path reference) {
        try {
            if (!Files.isRegularFile(reference) || Files.size(reference) > MAX_REFERENCE) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(reference).strip()).filter(commit -> COMMIT.matcher(commit).matches());
        } catch (IOException e) {
            LOG.debug("No reference: {}", reference, e);
            return Optional.empty();
        }
    }

    static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // vanished or closed to us: the oldest
        }
    }

    /// What is in a folder, in alphabetical order; nothing if it is not there or closed to us.
    static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be listed", folder, e);
            return List.of();
        }
    }
}
