@NullMarked
package org.diopter.engine.lens.judging;

import org.jspecify.annotations.NullMarked;
