package org.diopter.views.figure;

import java.util.Optional;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Trajectory;

/// What a trajectory is shown with: what a second lens reads from its stream, or what is read from another run.
///
/// @param name of the second lens or the other run, for people
/// @param trajectory what it reads, of the same tokens and layers
/// @param difference how both differ cell by cell, the second lens first, where that has been computed
public record LensPair(String name, Trajectory trajectory, Optional<LensDifference> difference) {}
