/// Tasks, metrics over them, and what trajectories tell about examples: how deep a prediction is made, how hard an example is.
@NullMarked
package org.diopter.engine.data;

import org.jspecify.annotations.NullMarked;
