/// Numeric kernels over float arrays, with output parameters; products and decompositions of EJML's matrices on OpenBLAS, which nobody else sees.
@NullMarked
package org.diopter.engine.math;

import org.jspecify.annotations.NullMarked;
