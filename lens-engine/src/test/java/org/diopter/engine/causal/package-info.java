@NullMarked
package org.diopter.engine.causal;

import org.jspecify.annotations.NullMarked;
