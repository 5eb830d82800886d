@NullMarked
package org.diopter.engine.math;

import org.jspecify.annotations.NullMarked;
