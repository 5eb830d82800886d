/// Training LESS kernels in the window.
@NullMarked
package org.diopter.views.kernels;

import org.jspecify.annotations.NullMarked;
