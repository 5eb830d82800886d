package org.diopter.views.edits;

/// Which of the two runs views show: A, the model as it is, and B, the model with the active edits of the stack.
public enum Show {
    /// A alone.
    BASELINE,
    /// B, with marks where it differs from A.
    EDITED,
    /// B − A.
    DIFFERENCE,
    /// Both beside each other, over one range.
    BOTH;

    /// Whether this shows anything of B.
    public boolean needsEdits() {
        return this != BASELINE;
    }
}
