package org.diopter.engine.arch;

import org.diopter.model.UnusableInputException;

/// Holds the numbers of heads against each other.
final class HeadCounts {
    private HeadCounts() {}

    /// @throws UnusableInputException if query heads cannot be shared out evenly, or a head cannot be split into halves
    static void check(int heads, int kvHeads, int headWidth) {
        if (heads % kvHeads != 0) {
            throw new UnusableInputException("D-102", "config.json: " + heads + " heads cannot share " + kvHeads
                    + " key/value heads evenly (num_attention_heads, num_key_value_heads).");
        }
        if (headWidth % 2 != 0) {
            throw new UnusableInputException("D-102", "config.json: a head of width " + headWidth + " cannot be rotated; the width must be even (head_dim).");
        }
    }
}
