package org.diopter.engine.arch;

/// A block's attention.
///
/// @param projections to queries, keys and values
/// @param output from the heads' results back to the stream
/// @param scale what q·k is multiplied by
/// @param window how many keys, itself included, a query sees; 0 for all before it
public record Attention(Projections projections, Linear output, double scale, int window) {}
