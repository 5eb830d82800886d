package org.diopter.engine;

/// What an open model takes of memory.
///
/// @param estimate what was said before it was opened
/// @param measured bytes of private memory that opening it took, as the operating system counts them; 0 where it does not tell
public record MemoryUse(MemoryMode mode, MemoryEstimate estimate, long measured) {}
