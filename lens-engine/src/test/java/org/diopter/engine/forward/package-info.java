@NullMarked
package org.diopter.engine.forward;

import org.jspecify.annotations.NullMarked;
