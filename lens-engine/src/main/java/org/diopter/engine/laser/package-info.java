/// Layer-selective rank reduction: a model's matrices, their components and spectra, reduced forms, and the search for reductions that help.
///
/// A matrix here is W [out, in], applied as y = W x, however it is stored. Components count from 0, the largest first; ρ is the share of the components
/// that is **kept**.
@NullMarked
package org.diopter.engine.laser;

import org.jspecify.annotations.NullMarked;
