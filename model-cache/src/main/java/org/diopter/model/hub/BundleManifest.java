package org.diopter.model.hub;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.diopter.model.UnusableInputException;
import org.diopter.model.json.JsonText;
import org.diopter.model.store.Sha256;
import org.jspecify.annotations.Nullable;

/// Which files a bundled model consists of.
///
/// @param identity tells this version of the model from others
record BundleManifest(String name, String identity, List<PackedFile> files) {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,100}");
    private static final int IDENTITY_DIGITS = 16;

    /// One file.
    ///
    /// @param sha256 in lower-case hexadecimal
    record PackedFile(String name, long bytes, String sha256) {}

    BundleManifest {
        files = List.copyOf(files);
    }

    /// The manifest of files that are at hand.
    static BundleManifest of(String name, List<PackedFile> files) {
        return new BundleManifest(name, Sha256.of(files.toString()).substring(0, IDENTITY_DIGITS), files);
    }

    /// Reads `{"name": …, "files": [{"name", "bytes", "sha256"}, …]}`.
    ///
    /// @param file the manifest's own name
    /// @throws UnusableInputException if that is something else
    static BundleManifest read(String file, byte[] utf8) {
        JsonText json = JsonText.decode(file, "D-101", ByteBuffer.wrap(utf8));
        Map<String, @Nullable Object> values = json.object();
        if (!(values.get("name") instanceof String name)
                || !PLAIN_NAME.matcher(name).matches()
                || !(values.get("files") instanceof List<?> entries)
                || entries.isEmpty()) {
            throw BundledModel.damaged(file, null);
        }
        List<PackedFile> files = new ArrayList<>();
        for (Object entry : entries) {
            files.add(packedFile(file, entry));
        }
        return new BundleManifest(name, Sha256.of(json.text()).substring(0, IDENTITY_DIGITS), files);
    }

    private static PackedFile packedFile(String manifest, @Nullable Object entry) {
        if (entry instanceof Map<?, ?> file
                && file.get("name") instanceof String name
                && PLAIN_NAME.matcher(name).matches()
                && file.get("bytes") instanceof Number bytes
                && file.get("sha256") instanceof String sha256) {
            return new PackedFile(name, bytes.longValue(), sha256);
        }
        throw BundledModel.damaged(manifest, null);
    }

    /// The bytes of all files.
    long bytes() {
        return files.stream().mapToLong(PackedFile::bytes).sum();
    }
}
