/// Trajectories for tests of pictures: in the package of the class whose constructor they need.
@NullMarked
package org.diopter.engine.lens;

import org.jspecify.annotations.NullMarked;
