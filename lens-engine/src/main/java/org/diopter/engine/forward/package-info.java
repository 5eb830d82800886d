/// Runs the blocks: residual stream, attention, the cache of both, and what must run again after a change.
@NullMarked
package org.diopter.engine.forward;

import org.jspecify.annotations.NullMarked;
