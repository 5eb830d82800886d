package org.diopter.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// Files on the class path beside a `manifest.json`: `{"name": "almanac-8m", "files": [{"name": "config.json", "bytes": 506, "sha256": "…"}, …]}`.
///
/// @param root of the resources, without slashes at its ends
record ResourceFiles(ClassLoader classes, String root) implements ModelFiles {
    private static final String MANIFEST = "manifest.json";
    private static final int MAX_MANIFEST = 1 << 20;

    @Override
    public boolean arePresent() {
        return resource(MANIFEST) != null;
    }

    @Override
    public BundleManifest manifest() {
        URL url = resource(MANIFEST);
        if (url == null) {
            throw new UnusableInputException("D-101", "This build of the program has no bundled model.");
        }
        try (InputStream in = url.openStream()) {
            return BundleManifest.read(MANIFEST, in.readNBytes(MAX_MANIFEST));
        } catch (IOException e) {
            throw BundledModel.damaged(MANIFEST, e);
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        URL url = resource(name);
        if (url == null) {
            throw BundledModel.damaged(name, null);
        }
        return url.openStream();
    }

    private @Nullable URL resource(String name) {
        return classes.getResource(root + "/" + name);
    }
}
