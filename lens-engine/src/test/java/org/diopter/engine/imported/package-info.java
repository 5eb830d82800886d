@NullMarked
package org.diopter.engine.imported;

import org.jspecify.annotations.NullMarked;
