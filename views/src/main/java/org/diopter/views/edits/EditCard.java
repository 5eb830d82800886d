package org.diopter.views.edits;

import org.diopter.engine.edit.Edit;

/// An edit in the stack, with its switches.
///
/// @param number which it keeps as long as it is in the stack, wherever it stands and whatever becomes of its edit
/// @param muted whether it is left out
/// @param solo whether only it and others like it act
public record EditCard(int number, Edit edit, boolean muted, boolean solo) {
    EditCard with(Edit other) {
        return new EditCard(number, other, muted, solo);
    }

    EditCard muted(boolean now) {
        return new EditCard(number, edit, now, solo);
    }

    EditCard solo(boolean now) {
        return new EditCard(number, edit, muted, now);
    }
}
