@NullMarked
package org.diopter.engine.lens;

import org.jspecify.annotations.NullMarked;
