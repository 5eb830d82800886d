/// The engine's façade: a [Study][org.diopter.engine.Study] goes in, a [Trajectory][org.diopter.engine.lens.Trajectory] comes out. Views and the
/// command line see nothing of the engine but this package and the values it hands out.
@NullMarked
package org.diopter.engine;

import org.jspecify.annotations.NullMarked;
