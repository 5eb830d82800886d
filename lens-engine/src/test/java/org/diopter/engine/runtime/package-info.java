@NullMarked
package org.diopter.engine.runtime;

import org.jspecify.annotations.NullMarked;
