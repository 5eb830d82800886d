package org.diopter.engine.arch;

/// The weights of one block, sequential: x + attention(norm x), then that + mlp(norm of that).
///
/// @param index from 0; block b turns layer b into layer b + 1
public record Block(int index, Norm attentionNorm, Attention attention, Norm mlpNorm, Mlp mlp) {}
