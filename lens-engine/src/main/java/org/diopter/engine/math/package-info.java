/// Plain numeric kernels over float arrays, with output parameters.
@NullMarked
package org.diopter.engine.math;

import org.jspecify.annotations.NullMarked;
