package org.diopter.app.command;

import java.util.List;
import java.util.Locale;
import org.diopter.model.hub.FileChoice;
import org.diopter.model.hub.HubRepository;

/// A download.
///
/// @param id `org/name`
/// @param type `model` or `space`
/// @param revision a branch, a tag or a commit
/// @param include patterns of the files wanted; empty for what a model needs
/// @param dryRun whether nothing is downloaded
record PullStudy(String id, String type, String revision, List<String> include, boolean dryRun, EngineChoice engine) implements RecordedStudy {
    static final String MODEL = "model";
    private static final List<String> TYPES = List.of(MODEL, "space");

    PullStudy {
        include = List.copyOf(include);
        requireType(type);
    }

    static void requireType(String type) {
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException("‘%s’ is none of %s".formatted(type, String.join(", ", TYPES)));
        }
    }

    HubRepository repository() {
        return new HubRepository(HubRepository.Type.valueOf(type.toUpperCase(Locale.ROOT)), id);
    }

    FileChoice choice() {
        return new FileChoice(include);
    }

    @Override
    public PullStudy with(EngineChoice other) {
        return new PullStudy(id, type, revision, include, dryRun, other);
    }
}
