@NullMarked
package org.diopter.views.rank;

import org.jspecify.annotations.NullMarked;
