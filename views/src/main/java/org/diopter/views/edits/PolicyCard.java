package org.diopter.views.edits;

import org.diopter.engine.cache.CacheUse;

/// The cache policy in the stack, with its switches. Where it stands among the edits does not matter: a block's weights are edited before its attention runs
/// under the policy, and the state that leaves it is changed after.
///
/// @param muted whether it is left out
/// @param solo whether only it and edits on solo act
public record PolicyCard(CacheUse use, boolean muted, boolean solo) {
    /// That acts.
    PolicyCard(CacheUse use) {
        this(use, false, false);
    }

    PolicyCard with(CacheUse other) {
        return new PolicyCard(other, muted, solo);
    }

    PolicyCard muted(boolean now) {
        return new PolicyCard(use, now, solo);
    }

    PolicyCard solo(boolean now) {
        return new PolicyCard(use, muted, now);
    }
}
