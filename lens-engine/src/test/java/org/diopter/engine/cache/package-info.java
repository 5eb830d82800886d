@NullMarked
package org.diopter.engine.cache;

import org.jspecify.annotations.NullMarked;
