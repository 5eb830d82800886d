/// Causal basis extraction: the directions of the stream that a read-out hangs on, what they mean, what they do to the model, and how to switch
/// them off.
@NullMarked
package org.diopter.engine.causal;

import org.jspecify.annotations.NullMarked;
