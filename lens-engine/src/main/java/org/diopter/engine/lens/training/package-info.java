/// Training tuned lenses: text to batches of states, gradients written out as graphs, recipes, and what keeps a long training safe.
@NullMarked
package org.diopter.engine.lens.training;

import org.jspecify.annotations.NullMarked;
