@NullMarked
package org.diopter.engine.edit;

import org.jspecify.annotations.NullMarked;
