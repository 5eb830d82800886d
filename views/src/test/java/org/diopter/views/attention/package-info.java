@NullMarked
package org.diopter.views.attention;

import org.jspecify.annotations.NullMarked;
