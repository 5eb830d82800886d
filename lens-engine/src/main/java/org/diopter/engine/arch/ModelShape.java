package org.diopter.engine.arch;

/// The sizes of a decoder: all that most of the program needs to know of it.
///
/// @param layers L, how many blocks there are; layers count from 0 to L
/// @param width d, of the residual stream
/// @param heads query heads
/// @param kvHeads key/value heads
/// @param headWidth D, of one head
/// @param vocabulary V, how many logits there are
/// @param context the longest prompt, in tokens; [#ANY_CONTEXT] if no limit is known
public record ModelShape(int layers, int width, int heads, int kvHeads, int headWidth, int vocabulary, int context) {
    /// In place of a limit.
    public static final int ANY_CONTEXT = Integer.MAX_VALUE;
}
