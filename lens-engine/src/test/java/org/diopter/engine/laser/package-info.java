@NullMarked
package org.diopter.engine.laser;

import org.jspecify.annotations.NullMarked;
