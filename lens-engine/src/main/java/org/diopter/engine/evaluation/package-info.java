/// Measures a model on the items of a task, as it is or edited. What does not change between two measurements is not run twice.
@NullMarked
package org.diopter.engine.evaluation;

import org.jspecify.annotations.NullMarked;
