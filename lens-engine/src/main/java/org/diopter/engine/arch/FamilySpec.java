package org.diopter.engine.arch;

import java.util.Set;
import org.diopter.model.checkpoint.Checkpoint;

/// One layout of decoder: which configuration keys and tensor names make up an [Architecture]. Nothing outside this package knows families.
interface FamilySpec {
    /// The values of `model_type` in `config.json` that have this layout.
    Set<String> modelTypes();

    /// Reads a folder of this layout.
    ///
    /// @throws org.diopter.model.UnusableInputException if a field or a tensor is missing, or one does not fit the other
    Architecture read(Checkpoint checkpoint);
}
