@NullMarked
package org.diopter.views.compare;

import org.jspecify.annotations.NullMarked;
