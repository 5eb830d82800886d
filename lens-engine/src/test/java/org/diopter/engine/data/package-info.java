@NullMarked
package org.diopter.engine.data;

import org.jspecify.annotations.NullMarked;
