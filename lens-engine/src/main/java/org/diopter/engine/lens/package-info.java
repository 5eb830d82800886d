/// Reading the residual stream: lenses, the read-out and its statistics, and the trajectory they make.
@NullMarked
package org.diopter.engine.lens;

import org.jspecify.annotations.NullMarked;
