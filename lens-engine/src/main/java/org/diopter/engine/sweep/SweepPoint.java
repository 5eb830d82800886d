package org.diopter.engine.sweep;

/// One study of a sweep: a place on each of its axes.
///
/// @param data which of the data
/// @param edits which of the stacks of edits
/// @param cache which of the policies
/// @param lens which of the lenses; 0 for data that is read through none
public record SweepPoint(int data, int edits, int cache, int lens) {}
