package org.diopter.engine.arch;

import org.diopter.model.checkpoint.Checkpoint;

/// One layout of decoder: which configuration keys and tensor names make up an [Architecture]. Nothing outside this package knows families.
interface FamilySpec {
    /// What it is, for people, and which `model_type`s have it.
    Family family();

    /// Reads a folder of this layout.
    ///
    /// @throws org.diopter.model.UnusableInputException if a field or a tensor is missing, or one does not fit the other
    Architecture read(Checkpoint checkpoint);
}
