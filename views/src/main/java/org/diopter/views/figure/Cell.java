package org.diopter.views.figure;

/// A cell of a trajectory.
///
/// @param row a row of the trajectory, lowest layer first: an index, not a layer
/// @param position a position of the input
public record Cell(int row, int position) {}
