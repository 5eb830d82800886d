/// What trajectories say about texts and tasks, beside pictures.
@NullMarked
package org.diopter.engine.data;

import org.jspecify.annotations.NullMarked;
