package org.diopter.app.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.diopter.engine.ModelId;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.ModelFinder;

/// Which model a study is about, so that it can be found again, here or elsewhere.
///
/// @param source what the model is called here: `bundled`, `glassbox`, an absolute path or a Hugging Face id
/// @param sha256 of its weights, lower-case hexadecimal: no other model gives the same numbers
record ModelReference(String source, String name, String sha256) {

    /// @param named what the user called the model
    /// @param id what was opened
    static ModelReference of(String named, ModelId id) {
        return new ModelReference(isPath(named) ? Path.of(named).toAbsolutePath().normalize().toString() : named, id.name(), id.sha256());
    }

    /// Refuses another model than the study's.
    ///
    /// @param named what is called so here
    /// @param id what was opened
    /// @throws UnusableInputException D-601 if its weights are others
    void requireSame(String named, ModelId id) {
        if (!id.sha256().equals(sha256)) {
            throw new UnusableInputException("D-601", "‘%s’ is another model (sha256 %.8s) than the study's ‘%s’ (sha256 %.8s). Say where that is with --model."
                    .formatted(named, id.sha256(), name, sha256));
        }
    }

    private static boolean isPath(String named) {
        try {
            return !ModelFinder.isPartOfTheProgram(named) && Files.exists(Path.of(named));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
