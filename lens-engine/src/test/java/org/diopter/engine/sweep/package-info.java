@NullMarked
package org.diopter.engine.sweep;

import org.jspecify.annotations.NullMarked;
