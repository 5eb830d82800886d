@NullMarked
package org.diopter.engine.generate;

import org.jspecify.annotations.NullMarked;
