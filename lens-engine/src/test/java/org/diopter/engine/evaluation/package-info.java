@NullMarked
package org.diopter.engine.evaluation;

import org.jspecify.annotations.NullMarked;
