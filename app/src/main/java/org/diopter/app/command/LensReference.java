package org.diopter.app.command;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// Through which lens a study reads, so that it can be found again.
///
/// @param source `logit`, or the absolute path of a lens
/// @param sha256 of its translators; null for the logit lens
record LensReference(String source, @Nullable String sha256) {
    private static final LensReference LOGIT = new LensReference(LensNames.LOGIT, null);

    /// A lens that has been opened for a model.
    record Held(LensReference reference, LensChoice choice) {}

    /// Opens a lens by what the user calls it.
    ///
    /// @throws UnusableInputException D-301 if it does not fit the model
    static Held open(String named, OpenModel model) {
        if (named.equals(LensNames.LOGIT)) {
            return new Held(LOGIT, new LensChoice.Logit());
        }
        Path path = Path.of(named).toAbsolutePath().normalize();
        Lens lens = LensFiles.open(path).lens();
        LensChoice.Translated choice = model.use(lens);
        return new Held(new LensReference(path.toString(), choice.sha256()), choice);
    }

    /// Opens the lens of a recorded study.
    ///
    /// @throws UnusableInputException D-601 if another lens is there
    LensChoice open(OpenModel model) {
        Held held = open(source, model);
        Optional<String> wanted = Optional.ofNullable(sha256);
        if (wanted.isPresent() && !wanted.equals(Optional.ofNullable(held.reference.sha256))) {
            throw new UnusableInputException("D-601", "‘%s’ is another lens (sha256 %.8s) than the study's (sha256 %.8s). Put the lens of then there."
                    .formatted(source, held.reference.sha256, wanted.get()));
        }
        return held.choice;
    }
}
