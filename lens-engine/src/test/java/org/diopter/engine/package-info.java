@NullMarked
package org.diopter.engine;

import org.jspecify.annotations.NullMarked;
