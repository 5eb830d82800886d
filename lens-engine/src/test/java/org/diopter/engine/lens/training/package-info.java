@NullMarked
package org.diopter.engine.lens.training;

import org.jspecify.annotations.NullMarked;
