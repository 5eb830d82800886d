package org.diopter.engine.generate;

/// A token that a model has written.
///
/// @param probability that the model gave it, at a temperature of 1
public record WrittenToken(int id, double probability) {}
