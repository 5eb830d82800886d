import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Whole trees of files.
final class Folders {
    private Folders() {}

    /// All files below, and the folders.
    static List<Path> all(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.toList();
        }
    }

    /// With times and rights: the cache of classes knows jars by their times.
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        for (Path path : all(from)) {
            Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    static void delete(Path root) throws IOException {
        if (Files.exists(root)) {
            for (Path path : all(root).stream().sorted(Comparator.reverseOrder()).toList()) {
                path.toFile().setWritable(true);
                Files.delete(path);
            }
        }
    }

    static void setTimes(Path root, Instant time) throws IOException {
        for (Path path : all(root)) {
            Files.setLastModifiedTime(path, FileTime.from(time));
        }
    }

    static long bytes(Path root) throws IOException {
        long sum = 0;
        for (Path path : all(root)) {
            sum += Files.isRegularFile(path) ? Files.size(path) : 0;
        }
        return sum;
    }
}
