@NullMarked
package org.diopter.views.kit;

import org.jspecify.annotations.NullMarked;
