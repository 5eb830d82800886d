package org.diopter.app.command;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.diopter.model.UnusableInputException;
import org.diopter.model.json.JsonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The models that the window opened before, from its settings.
final class RecentFolders {
    private static final Logger LOG = LoggerFactory.getLogger(RecentFolders.class);
    private static final int MAX_BYTES = 1_000_000;

    private RecentFolders() {}

    /// Their folders, the newest first; none if there are no settings, or none that can be read.
    ///
    /// @param home the program's home folder
    static Set<Path> read(Path home) {
        Set<Path> folders = new LinkedHashSet<>();
        Path settings = home.resolve("settings.json");
        if (!Files.exists(settings)) {
            return folders;
        }
        try {
            if (JsonText.read(settings, "D-210", MAX_BYTES).object().get("recent") instanceof List<?> recent) {
                for (Object model : recent) {
                    if (model instanceof Map<?, ?> fields && fields.get("folder") instanceof String folder) {
                        folders.add(path(folder).toAbsolutePath().normalize());
                    }
                }
            }
        } catch (UnusableInputException | IllegalArgumentException e) {
            LOG.debug("the settings name no recent models", e);
        }
        return folders;
    }

    private static Path path(String text) {
        return text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
    }
}
