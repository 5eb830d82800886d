package org.diopter.engine.cache;

/// What keys and values took of memory while a text went through a model, measured on their tensors.
///
/// @param budget B
/// @param tokens of the text
/// @param fullBytes if all had stayed
/// @param peakBytes at most
/// @param endBytes at the end of the text
public record CacheMemory(int budget, int tokens, long fullBytes, long peakBytes, long endBytes) {}
