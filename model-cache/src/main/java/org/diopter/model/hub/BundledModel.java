package org.diopter.model.hub;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.glassbox.GlassBoxFiles;
import org.diopter.model.store.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A model that comes with the program: on the class path, as files beside a `manifest.json` (`{"name": "almanac-8m", "files": [{"name": "config.json",
/// "bytes": 506, "sha256": "…"}, …]}`), or written by the program itself. It is unpacked once, since weights are mapped from files.
public final class BundledModel {
    private static final Logger LOG = LoggerFactory.getLogger(BundledModel.class);
    private static final Duration LEFT_FOR_GOOD = Duration.ofHours(1);
    private static final int CHUNK = 1 << 16;

    private final ModelFiles files;
    private final Path folder;

    /// A model on the class path; nothing is read or written yet.
    ///
    /// @param resources the resources' root, such as `org/diopter/bundled/almanac-8m`
    /// @param folder where it is unpacked, into a folder of its own
    public BundledModel(ClassLoader classes, String resources, Path folder) {
        this(new ResourceFiles(classes, resources.replaceAll("^/+|/+$", "")), folder);
    }

    private BundledModel(ModelFiles files, Path folder) {
        this.files = files;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /// The model whose weights the program writes; nothing is written yet.
    ///
    /// @param home the program's home folder, in which it has a folder of its own
    public static BundledModel glassBox(Path home) {
        return new BundledModel(new WrittenFiles(GlassBoxFiles.NAME, GlassBoxFiles::all), home.resolve(GlassBoxFiles.NAME));
    }

    /// Where it is unpacked, into a folder of its own.
    public Path folder() {
        return folder;
    }

    /// Whether this program has it.
    public boolean isPresent() {
        return files.arePresent();
    }

    /// The model's folder, unpacked if it is not there and intact: every file's size and hash are compared. A damaged copy is replaced.
    ///
    /// @param progress gets bytes, while it unpacks
    /// @throws UnusableInputException if the folder cannot be written, or the program's own copy is damaged; nothing is left behind
    /// @throws CancelledException if the user stopped it
    public Path unpack(Progress progress) {
        BundleManifest manifest = files.manifest();
        Path target = folder.resolve(manifest.identity()).resolve(manifest.name());
        if (isIntact(target, manifest)) {
            return target;
        }
        removeLeftovers(manifest);
        Path temporary = folder.resolve(manifest.name() + "-" + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(temporary);
            copy(manifest, temporary, progress);
            moveInto(target, temporary, manifest);
            return target;
        } catch (IOException e) {
            throw new UnusableInputException("D-503",
                    "The bundled model (%d bytes) could not be unpacked in ‘%s’: %s. Free some space, or choose another folder with DIOPTER_HOME."
                    .formatted(manifest.bytes(), folder, UnusableInputException.reason(e)), e);
        } finally {
            deleteTree(temporary);
        }
    }

    private static boolean isIntact(Path target, BundleManifest manifest) {
        for (BundleManifest.PackedFile file : manifest.files()) {
            Path path = target.resolve(file.name());
            try {
                if (!Files.isRegularFile(path) || Files.size(path) != file.bytes() || !Sha256.of(path).equals(file.sha256())) {
                    return false;
                }
            } catch (IOException e) {
                LOG.warn("The bundled model's {} cannot be read and is unpacked again", path, e);
                return false;
            }
        }
        return true;
    }

    private void copy(BundleManifest manifest, Path into, Progress progress) throws IOException {
        progress.stage("Unpack " + manifest.name(), 1, 1);
        long done = 0;
        for (BundleManifest.PackedFile file : manifest.files()) {
            Sha256 hash = new Sha256();
            try (InputStream in = new BufferedInputStream(files.open(file.name())); OutputStream out = Files.newOutputStream(into.resolve(file.name()))) {
                byte[] chunk = new byte[CHUNK];
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    progress.throwIfCancelled();
                    out.write(chunk, 0, read);
                    hash.add(chunk, 0, read);
                    done += read;
                    progress.items(done, manifest.bytes());
                }
            }
            if (!hash.hex().equals(file.sha256())) {
                throw damaged(file.name(), null);
            }
        }
    }

    private void moveInto(Path target, Path temporary, BundleManifest manifest) throws IOException {
        if (isIntact(target, manifest)) {
            return; // another process was faster
        }
        if (Files.exists(target)) {
            Path aside = folder.resolve(manifest.name() + "-" + UUID.randomUUID() + ".damaged");
            Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
            deleteTree(aside);
        }
        Files.createDirectories(folder.resolve(manifest.identity()));
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!isIntact(target, manifest)) {
                throw e;
            }
        }
    }

    /// Deletes what a crashed process was unpacking.
    private void removeLeftovers(BundleManifest manifest) {
        Pattern leftover = Pattern.compile(Pattern.quote(manifest.name()) + "-[0-9a-f-]{36}\\.(tmp|damaged)");
        FileTime old = FileTime.from(Instant.now().minus(LEFT_FOR_GOOD));
        HubCache.list(folder).stream()
                .filter(path -> leftover.matcher(String.valueOf(path.getFileName())).matches())
                .filter(path -> HubCache.modified(path).compareTo(old) < 0)
                .forEach(BundledModel::deleteTree);
    }

    private static void deleteTree(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Not deleted: {}", tree, e);
        }
    }

    static UnusableInputException damaged(String name, @Nullable Exception cause) {
        return new UnusableInputException("D-101", "The program's own copy of the bundled model is damaged (%s). Install the program again."
                .formatted(name), cause);
    }
}
