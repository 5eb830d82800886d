@NullMarked
package org.diopter.engine.arch;

import org.jspecify.annotations.NullMarked;
