package org.diopter.engine;

/// What an open model takes of memory.
///
/// @param estimate what was said before it was opened
/// @param measured bytes that opening it allocated outside the Java heap, the same that the estimate speaks of, as the C library counts them; 0 where it
///     does not tell
public record MemoryUse(MemoryMode mode, MemoryEstimate estimate, long measured) {}
