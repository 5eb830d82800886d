package org.diopter.engine.arch;

import org.diopter.model.UnusableInputException;

/// Holds the numbers of heads against each other.
final class HeadCounts {
    private HeadCounts() {}

    /// @throws UnusableInputException if the query heads cannot share the key/value heads evenly
    static void shared(int heads, int kvHeads) {
        if (heads % kvHeads != 0) {
            throw new UnusableInputException("D-102", "config.json: " + heads + " heads cannot share " + kvHeads
                    + " key/value heads evenly (num_attention_heads, num_key_value_heads).");
        }
    }

    /// @throws UnusableInputException if the stream cannot be split among the heads evenly
    static void split(int width, int heads) {
        if (width % heads != 0) {
            throw new UnusableInputException("D-102", "config.json: a width of " + width + " cannot be split among " + heads + " heads evenly.");
        }
    }

    /// @throws UnusableInputException if a head cannot be split into two halves that rotate
    static void rotates(int headWidth) {
        if (headWidth % 2 != 0) {
            throw new UnusableInputException("D-102", "config.json: a head of width " + headWidth + " cannot be rotated; the width must be even (head_dim).");
        }
    }
}
