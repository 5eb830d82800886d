@NullMarked
package org.diopter.views.kernels;

import org.jspecify.annotations.NullMarked;
