package org.diopter.engine.lens.files;

import java.util.List;
import org.diopter.engine.lens.Lens;

/// A lens that was read from a file or a folder.
///
/// @param notes sentences about what was left out or assumed; empty for a file that says everything and nothing more
public record LensFile(Lens lens, List<String> notes) {
    public LensFile {
        notes = List.copyOf(notes);
    }

    /// The lens's identity: the same for the same numbers in any container, see [LensIdentity].
    public String sha256() {
        return LensIdentity.sha256(lens);
    }
}
