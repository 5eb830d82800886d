package org.diopter.app.command;

import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Trajectory;

/// What a trajectory, B, is compared with.
///
/// @param baseline A, of the same tokens and layers
/// @param divergences of the distributions: KL is KL(A‖B)
record LensComparison(Trajectory baseline, LensDifference divergences) {}
