@NullMarked
package org.diopter.views.trajectory;

import org.jspecify.annotations.NullMarked;
