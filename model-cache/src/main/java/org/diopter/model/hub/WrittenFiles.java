package org.diopter.model.hub;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.diopter.model.store.Sha256;
import org.jspecify.annotations.Nullable;

/// Files that the program itself writes, when somebody asks for them.
final class WrittenFiles implements ModelFiles {
    private final String name;
    private final Supplier<SequencedMap<String, byte[]>> writer;
    private @Nullable SequencedMap<String, byte[]> files;

    /// @param name the model's
    /// @param writer gives the same bytes every time
    WrittenFiles(String name, Supplier<SequencedMap<String, byte[]>> writer) {
        this.name = name;
        this.writer = writer;
    }

    @Override
    public boolean arePresent() {
        return true;
    }

    @Override
    public BundleManifest manifest() {
        return BundleManifest.of(name, files().entrySet().stream()
                .map(file -> new BundleManifest.PackedFile(file.getKey(), file.getValue().length, Sha256.of(file.getValue())))
                .toList());
    }

    @Override
    public InputStream open(String file) {
        byte[] bytes = files().get(file);
        if (bytes == null) {
            throw BundledModel.damaged(file, null);
        }
        return new ByteArrayInputStream(bytes);
    }

    private synchronized SequencedMap<String, byte[]> files() {
        if (files == null) {
            files = writer.get();
        }
        return files;
    }
}
